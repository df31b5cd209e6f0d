/**
 * Safetensors, read strictly: 8 bytes little-endian header length, a JSON header (name → dtype,
 * shape, data_offsets), raw row-major data. Every tensor must begin where the one before it ended
 * and the last must end with the file, so nothing can hide in a hole, an overlap or a tail.
 */

export interface SafetensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** A view into the file; may be unaligned. */
  readonly bytes: Uint8Array;
}

export interface SafetensorsFile {
  readonly tensors: ReadonlyMap<string, SafetensorEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

/** The file is not a safetensors file we can trust; `code` says which rule it breaks. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
  readonly code: string;
  readonly hint = 'Download the file again, or export it anew as safetensors in F32, F16 or BF16.';

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const MAX_HEADER_BYTES = 25 * 1024 * 1024;
const MAX_TENSORS = 20_000;
const MAX_NAME_LENGTH = 1000;

const dtypeBytes = new Map([
  ...['BOOL', 'U8', 'I8', 'F8_E4M3', 'F8_E5M2'].map((d) => [d, 1] as const),
  ...['I16', 'U16', 'F16', 'BF16'].map((d) => [d, 2] as const),
  ...['I32', 'U32', 'F32'].map((d) => [d, 4] as const),
  ...['I64', 'U64', 'F64'].map((d) => [d, 8] as const),
]);

function fail(code: string, message: string): never {
  throw new SafetensorsError(code, `Not a valid safetensors file: ${message}.`);
}

const ascii = (bytes: Uint8Array, length: number) =>
  String.fromCharCode(...bytes.subarray(0, Math.min(length, bytes.length)));

/** What a wrong file really is, by its first bytes. */
function foreignFormat(bytes: Uint8Array): string | null {
  const start = ascii(bytes, 64);
  if (start.startsWith('PK')) return 'a zip archive (a PyTorch .bin or .pt file, perhaps)';
  if (start.startsWith('GGUF')) return 'a GGUF file';
  if (bytes[0] === 0x80 && bytes[1]! >= 2 && bytes[1]! <= 5) return 'a Python pickle';
  if (start.startsWith('version https://git-lfs')) return 'a Git LFS pointer, not the file itself';
  if (/^\s*<(!doctype|html|\?xml)/i.test(start)) return 'a web page';
  if (bytes[0] === 0x08 && /onnx|pytorch/i.test(start)) return 'an ONNX file';
  return null;
}

/** Keys of the outermost object as written, duplicates included: JSON.parse would drop them silently. */
function outerKeys(json: string): string[] {
  const keys: string[] = [];
  let depth = 0;
  for (let i = 0; i < json.length; i++) {
    const c = json[i];
    if (c === '{' || c === '[') depth += 1;
    else if (c === '}' || c === ']') depth -= 1;
    else if (c === '"') {
      const start = i;
      for (i += 1; json[i] !== '"'; i++) if (json[i] === '\\') i += 1;
      if (depth === 1 && /^\s*:/.test(json.slice(i + 1, i + 20))) {
        keys.push(JSON.parse(json.slice(start, i + 1)));
      }
    }
  }
  return keys;
}

function readHeader(bytes: Uint8Array): { text: string; dataStart: number } {
  if (bytes.length === 0) fail('empty', 'it is empty');
  const foreign = foreignFormat(bytes);
  if (foreign) throw new SafetensorsError('wrong-format', `This is ${foreign}, not safetensors.`);
  if (bytes.length < 8) fail('too-short', 'it has fewer than 8 bytes');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const declared = view.getBigUint64(0, true);
  if (declared > BigInt(MAX_HEADER_BYTES))
    fail('header-too-large', `its header claims ${declared} bytes`);
  const length = Number(declared);
  if (8 + length > bytes.length) fail('header-beyond-file', 'its header is longer than the file');
  if (bytes[8] !== 0x7b) fail('header-start', 'its header does not begin with {');
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(bytes.subarray(8, 8 + length)), dataStart: 8 + length };
  } catch {
    return fail('header-encoding', 'its header is not UTF-8');
  }
}

function parseHeaderJson(text: string): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    fail('header-json', 'its header is not JSON');
  }
  if (header === null || typeof header !== 'object' || Array.isArray(header)) {
    fail('header-json', 'its header is not an object');
  }
  return header as Record<string, unknown>;
}

function readMetadata(value: unknown): Map<string, string> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    fail('metadata', '__metadata__ is not an object');
  }
  const entries = Object.entries(value as Record<string, unknown>);
  if (!entries.every(([, v]) => typeof v === 'string'))
    fail('metadata', '__metadata__ holds more than text');
  return new Map(entries as [string, string][]);
}

interface Placed {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

const isIndex = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

function readPlace(name: string, value: unknown): Placed {
  const shown = JSON.stringify(name.slice(0, 80));
  if (name.length > MAX_NAME_LENGTH) fail('name', `a tensor name has ${name.length} characters`);
  if (value === null || typeof value !== 'object') fail('tensor-info', `${shown} is not described`);
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  const size = typeof dtype === 'string' ? dtypeBytes.get(dtype) : undefined;
  if (size === undefined) fail('dtype', `${shown} has the unknown dtype ${JSON.stringify(dtype)}`);
  if (!Array.isArray(shape) || !shape.every(isIndex))
    fail('shape', `the shape of ${shown} is not a list of sizes`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isIndex)) {
    fail('offsets', `the offsets of ${shown} are not two positions`);
  }
  const [begin, end] = offsets as [number, number];
  let count = 1;
  for (const dim of shape) {
    count *= dim;
    if (!Number.isSafeInteger(count)) fail('overflow', `${shown} is too large`);
  }
  if (!Number.isSafeInteger(count * size) || end - begin !== count * size) {
    fail(
      'size',
      `${shown} of shape [${shape}] in ${dtype} takes ${count * size} bytes, not ${end - begin}`,
    );
  }
  return { name, dtype: dtype as string, shape, begin, end };
}

/**
 * @param bytes the whole file
 * @throws SafetensorsError when any rule of the format is broken
 */
export function parseSafetensors(bytes: Uint8Array): SafetensorsFile {
  const { text, dataStart } = readHeader(bytes);
  const header = parseHeaderJson(text);
  const keys = outerKeys(text);
  if (keys.length > MAX_TENSORS) fail('too-many', `it names ${keys.length} tensors`);
  if (new Set(keys).size !== keys.length) fail('duplicate', 'a tensor is named twice');
  const value = (key: string) => Object.getOwnPropertyDescriptor(header, key)?.value;
  const metadata = keys.includes('__metadata__') ? readMetadata(value('__metadata__')) : new Map();
  const placed = keys
    .filter((key) => key !== '__metadata__')
    .map((name) => readPlace(name, value(name)))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let position = 0;
  for (const { name, begin, end } of placed) {
    if (begin !== position) fail('layout', `"${name}" overlaps its neighbour or leaves a hole`);
    position = end;
  }
  if (dataStart + position !== bytes.length) {
    fail('length', `it should have ${dataStart + position} bytes and has ${bytes.length}`);
  }
  const tensors = placed.map(({ name, dtype, shape, begin, end }) => {
    const view = bytes.subarray(dataStart + begin, dataStart + end);
    return [name, { name, dtype, shape, bytes: view }] as const;
  });
  return { tensors: new Map(tensors), metadata };
}

/** Half precision → single, exactly. */
function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** All 65,536 half-precision values, made once. */
let halves: Float32Array | null = null;

/**
 * @returns the numbers of a tensor in single precision; always a copy, since a file may be unaligned
 * @throws SafetensorsError for a dtype that weights do not come in
 */
export function toFloat32({ name, dtype, bytes }: SafetensorEntry): Float32Array<ArrayBuffer> {
  const copy = bytes.slice().buffer;
  if (dtype === 'F32') return new Float32Array(copy);
  if (dtype === 'F64') return Float32Array.from(new Float64Array(copy));
  if (dtype === 'F16') {
    halves ??= Float32Array.from({ length: 65_536 }, (_, half) => halfToFloat(half));
    return Float32Array.from(new Uint16Array(copy), (half) => halves![half]!);
  }
  if (dtype === 'BF16') {
    const bits = Uint32Array.from(new Uint16Array(copy), (value) => value << 16);
    return new Float32Array(bits.buffer);
  }
  return fail('dtype', `"${name}" is stored as ${dtype}; weights must be F32, F16 or BF16`);
}

/** Names of the tensors that hold a NaN or an infinite number. */
export function scanNonFinite(
  weights: Iterable<readonly [string, { readonly data: Float32Array }]>,
): string[] {
  const broken: string[] = [];
  for (const [name, { data }] of weights) if (!data.every(Number.isFinite)) broken.push(name);
  return broken;
}
