import { quoteText } from '../math/showValue.ts';
import type { SafetensorsDtype } from './safetensorsDtype.ts';
import { SafetensorsError } from './safetensorsError.ts';
import { readSafetensorsHeader } from './safetensorsHeader.ts';

/**
 * Safetensors, read strictly: 8 bytes little-endian header length, a JSON header (name → dtype,
 * shape, data_offsets), raw row-major data. Every tensor must begin where the one before it ended
 * and the last must end with the file, so nothing can hide in a hole, an overlap or a tail.
 *
 * Source: format description of huggingface/safetensors. We differ in being stricter: the header
 * starts with "{", has at most 25 MB and 20,000 tensors, and no key twice.
 */

/** One tensor, its numbers still as the file has them. */
export interface SafetensorEntry {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** A view into the file, little-endian; may be unaligned. */
  readonly bytes: Uint8Array;
}

export interface SafetensorsFile {
  /** By name, in the order of their bytes. */
  readonly tensors: ReadonlyMap<string, SafetensorEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** A tensor to be written, in float32. */
export interface WritableTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * Reads a whole safetensors file; the tensors are views into `bytes`.
 * @throws SafetensorsError when any rule of the format is broken, or naming what the file really is
 */
export function parseSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { entries, metadata, dataStart } = readSafetensorsHeader(bytes);
  const tensors = entries.map(({ name, dtype, shape, begin, end }): [string, SafetensorEntry] => [
    name,
    { name, dtype, shape, bytes: bytes.subarray(dataStart + begin, dataStart + end) },
  ]);
  return { tensors: new Map(tensors), metadata };
}

/** Half precision: 1 sign, 5 exponent and 10 fraction bits; every value is exact in float32. */
function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** All 65,536 halves, made when first needed. */
let halves: Float32Array | null = null;

function fromHalves(bits: Uint16Array): Float32Array<ArrayBuffer> {
  halves ??= Float32Array.from({ length: 0x10000 }, (_, half) => halfToNumber(half));
  const out = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = halves[bits[i]!]!;
  return out;
}

/** bfloat16 is the upper half of a float32. */
function fromBfloats(bits: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Uint32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = bits[i]! << 16;
  return new Float32Array(out.buffer);
}

/**
 * The numbers of a tensor in float32: always a copy, since a file may be unaligned. F16 and BF16
 * are exact, F64 is rounded.
 *
 * @throws SafetensorsError 'unsupported-dtype' for a type that weights do not come in
 */
export function toFloat32({ name, dtype, bytes }: SafetensorEntry): Float32Array<ArrayBuffer> {
  const { buffer } = new Uint8Array(bytes);
  if (dtype === 'F32') return new Float32Array(buffer);
  if (dtype === 'F16') return fromHalves(new Uint16Array(buffer));
  if (dtype === 'BF16') return fromBfloats(new Uint16Array(buffer));
  if (dtype === 'F64') return Float32Array.from(new Float64Array(buffer));
  throw new SafetensorsError(
    'unsupported-dtype',
    `The tensor ${quoteText(name, 80)} is stored as ${dtype}, which the lab knows but does not read; weights must be F32, F16, BF16 or F64.`,
  );
}

/** Names of the tensors that hold a NaN or an infinite number, in the given order. */
export function scanNonFinite(
  weights: Iterable<readonly [string, { readonly data: Float32Array }]>,
): string[] {
  const broken: string[] = [];
  for (const [name, { data }] of weights) {
    // A finite number times 0 is 0, anything else is NaN.
    let sum = 0;
    for (let i = 0; i < data.length; i++) sum += data[i]! * 0;
    if (sum !== 0) broken.push(name);
  }
  return broken;
}

function checkWritable(tensors: readonly WritableTensor[]): void {
  tensors.forEach(({ name, shape, data }, i) => {
    const count = shape.reduce((a, b) => a * b, 1);
    if (name === '__metadata__' || name === tensors[i - 1]?.name) {
      throw new SafetensorsError(
        'duplicate-key',
        `The name ${quoteText(name)} cannot be used here.`,
      );
    }
    if (count !== data.length) {
      throw new SafetensorsError(
        'size-mismatch',
        `The tensor ${quoteText(name)} has ${data.length} numbers; its shape asks for ${count}.`,
      );
    }
  });
}

/**
 * A safetensors file of float32 tensors, sorted by name, the data aligned to 8 bytes. `format` is
 * "pt" unless `metadata` says otherwise, as Hugging Face's loaders demand.
 * @throws SafetensorsError for a name that is there twice, or a shape that does not fit its data
 */
export function writeSafetensors(
  tensors: Iterable<WritableTensor>,
  metadata: ReadonlyMap<string, string> = new Map(),
): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  checkWritable(sorted);
  const notes = JSON.stringify(Object.fromEntries([['format', 'pt'], ...metadata]));
  let position = 0;
  const lines = sorted.map(({ name, shape, data }) => {
    const begin = position;
    position += data.byteLength;
    const info = { dtype: 'F32', shape, data_offsets: [begin, position] };
    return `${JSON.stringify(name)}:${JSON.stringify(info)}`;
  });
  const header = new TextEncoder().encode(`{${[`"__metadata__":${notes}`, ...lines].join(',')}}`);
  const headerBytes = Math.ceil(header.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + position);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.set(header, 8);
  file.fill(0x20, 8 + header.length, 8 + headerBytes);
  let at = 8 + headerBytes;
  for (const { data } of sorted) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}
