import { DownloadError } from './downloadError.ts';

/** @throws DownloadError 'insecure-context' where the browser hides its cryptography */
export function demandSha256(): void {
  if (globalThis.crypto?.subtle) return;
  throw new DownloadError(
    'insecure-context',
    'The browser checks files only on secure pages, and this page is not one.',
    'Open the lab by https:// or on http://localhost.',
  );
}

/** SHA-256 of the bytes, 64 lower-case hexadecimal digits. @throws DownloadError see demandSha256 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  demandSha256();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
