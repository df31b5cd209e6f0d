/** Bytes of a file imported with `?url&inline`. */
export async function readDataUrl(dataUrl: string): Promise<Uint8Array> {
  const response = await fetch(dataUrl);
  return new Uint8Array(await response.arrayBuffer());
}
