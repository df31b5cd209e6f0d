const startsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, i) => bytes[i] === byte);

const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['a zip archive, as PyTorch .pt and .bin checkpoints are', [0x50, 0x4b, 0x03, 0x04]],
  ['a zip archive without entries', [0x50, 0x4b, 0x05, 0x06]],
  ['a GGUF file', [0x47, 0x47, 0x55, 0x46]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['an HDF5 file', [0x89, 0x48, 0x44, 0x46]],
  ['a NumPy file', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]],
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
];

/** Pickle protocols 2 to 5 start with PROTO and their number. */
const isPickle = (bytes: Uint8Array) =>
  bytes[0] === 0x80 && bytes.length > 1 && bytes[1]! >= 2 && bytes[1]! <= 5;

/** An ONNX model is a protobuf whose first field is ir_version and whose second names a producer. */
const isOnnx = (bytes: Uint8Array, text: string) =>
  bytes[0] === 0x08 && bytes[2] === 0x12 && /pytorch|onnx|tf2|keras/i.test(text);

/** What a file says about itself in its first bytes. */
export type SniffedKind = 'web-page' | 'lfs-pointer' | 'json' | 'other-format';

export interface Sniffed {
  readonly kind: SniffedKind;
  /** With its article, to stand after "this is": "a GGUF file". */
  readonly what: string;
}

/** Names a file by its first bytes; null if they say nothing known. Only the first 512 are read. */
export function sniffFormat(bytes: Uint8Array): Sniffed | null {
  const head = bytes.subarray(0, 512);
  const text = new TextDecoder('utf-8').decode(head).trimStart().toLowerCase();
  if (text.startsWith('version https://git-lfs')) {
    return { kind: 'lfs-pointer', what: 'a Git LFS pointer, not the file it points to' };
  }
  if (/^(<!doctype html|<html|<head|<body|<\?xml|<!--)/.test(text)) {
    return { kind: 'web-page', what: 'a web page' };
  }
  const known = signatures.find(([, signature]) => startsWith(head, signature));
  if (known) return { kind: 'other-format', what: known[0] };
  if (isPickle(head)) return { kind: 'other-format', what: 'a Python pickle' };
  if (isOnnx(head, text)) return { kind: 'other-format', what: 'an ONNX model' };
  if (text.startsWith('{')) return { kind: 'json', what: 'a JSON text' };
  return null;
}
