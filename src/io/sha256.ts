const hexadecimal = (digest: Uint8Array) =>
  Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * SHA-256 of the bytes, 64 lower-case hexadecimal digits. The browser computes it; on a page that
 * came by plain http, where browsers hide their cryptography, a library in JavaScript does. Both
 * follow FIPS 180-4, so the digests are the same; 10 MB take about 0.1 s in JavaScript.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { subtle } = globalThis.crypto ?? {};
  if (subtle) return hexadecimal(new Uint8Array(await subtle.digest('SHA-256', bytes)));
  const { sha256: digest } = await import('@noble/hashes/sha2.js');
  return hexadecimal(digest(bytes));
}
