import type { Plugin } from 'vite';

/** The style that stands in the page of image credits, datasets/iconshift/attribution.html. */
const creditsStyle = 'sha256-hazgne6WuZ28m6KchDOywV69F3+2txzxPfA83jShxOE=';

/**
 * What the page and its workers may load: files of their own origin, and nothing from elsewhere.
 * `wasm-unsafe-eval` lets WebAssembly compile, and no JavaScript; workers start from blob: addresses
 * so that the page's policy is theirs too (client/startWorker); the one Trusted Types policy,
 * `lab-worker`, makes the addresses of workers.
 */
const policy: readonly string[] = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  `style-src 'self' '${creditsStyle}'`,
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lab-worker',
];

/** The policy of a page on a host without headers; browsers take frame-ancestors from headers alone. */
export const metaPolicy = policy.join('; ');

/** Cross-origin isolation gives the WASM backend its threads; the lab also works without. */
export const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** What goes with every file of the built lab, worker scripts too. Shipped as public/_headers. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [...policy, "frame-ancestors 'none'"].join('; '),
  ...isolationHeaders,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy':
    'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=()',
};

/** Puts the policy into every built page, before anything that it rules. */
export const policyInPages = (): Plugin => ({
  name: 'policy-in-pages',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: metaPolicy },
      injectTo: 'head-prepend',
    },
    { tag: 'meta', attrs: { name: 'referrer', content: 'no-referrer' }, injectTo: 'head-prepend' },
  ],
});
