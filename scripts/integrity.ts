import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { Plugin } from 'vite';

const digestOf = (bytes: string | Uint8Array) =>
  `sha384-${createHash('sha384').update(bytes).digest('base64')}`;

/**
 * A page with the digest of every script and style that it names itself: a browser runs nothing that
 * a cache or a mirror has changed. What scripts load later is named by a hash of its own content.
 *
 * @param bytesOf a file of the build, by the path that the page gives, or undefined where there is none
 */
export function withIntegrity(
  html: string,
  bytesOf: (path: string) => string | Uint8Array | undefined,
): string {
  const bare = html.replace(/ integrity="[^"]*"/g, '');
  return bare.replace(/<(?:script|link)\b[^>]*\bcrossorigin\b[^>]*>/g, (tag) => {
    const bytes = bytesOf(/(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? '');
    return bytes === undefined
      ? tag
      : tag.replace('crossorigin', `crossorigin integrity="${digestOf(bytes)}"`);
  });
}

/** Puts the digests into every built page. Stands before whatever hashes the pages. */
export const integrity = (): Plugin => ({
  name: 'integrity',
  apply: 'build',
  enforce: 'post',
  generateBundle: {
    // Vite writes into the chunks here too, what each has to preload.
    order: 'post',
    handler(_, bundle) {
      for (const page of Object.values(bundle)) {
        if (page.type !== 'asset' || !page.fileName.endsWith('.html')) continue;
        page.source = withIntegrity(String(page.source), (path) => {
          const file = bundle[posix.join(posix.dirname(page.fileName), path)];
          return file?.type === 'chunk' ? file.code : file?.source;
        });
      }
    },
  },
});
