/** The one Trusted Types policy of the lab: scripts of its own, and the blobs that start them. */
interface ScriptPolicy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: ScriptPolicy): ScriptPolicy;
}

function demandOwn(url: string): string {
  if (new URL(url.replace(/^blob:/, '')).origin === location.origin) return url;
  throw new TypeError(`${url} is no script of this page's origin.`);
}

const rules: ScriptPolicy = { createScriptURL: demandOwn };
let policy: ScriptPolicy | null = null;

/** The address as browsers with Trusted Types demand it. @throws TypeError unless of this origin */
export function ownScript(url: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  policy ??= trustedTypes?.createPolicy('lab-worker', rules) ?? rules;
  return policy.createScriptURL(url);
}

/**
 * Starts a module worker that the page's content policy rules. A worker made from a file has the
 * policy of that file's headers, and none on a host without headers; one made from a blob inherits
 * the page's, by header or by <meta>.
 *
 * @param url of the worker's script, as `…?worker&url` gives it
 */
export function startWorker(url: string, name: string): Worker {
  const script = new URL(url, document.baseURI).href;
  const source = `import ${JSON.stringify(ownScript(script).toString())};`;
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(ownScript(address), { type: 'module', name });
  // The browser has read the address when the worker answers, or soon after it has failed.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return worker;
}
