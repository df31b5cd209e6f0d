/** A stretch of bytes for a file of the recording; compressed, base64. */
export interface RecordedBytes {
  readonly path: string;
  readonly data: string;
}

export function base64(bytes: Uint8Array<ArrayBuffer>): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

export async function compressed(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<RecordedBytes> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'));
  const data = base64(new Uint8Array(await new Response(stream).arrayBuffer()));
  return { path, data };
}

export const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

export function joined(arrays: readonly ArrayBufferView[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(arrays.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(bytesOf(array), at);
    at += array.byteLength;
  }
  return all;
}
