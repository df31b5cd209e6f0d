import { quoteText, showValue } from '../math/showValue.ts';
import { findJsonKeyProblems } from './jsonKeys.ts';
import { isJsonObject, type JsonObject } from './parseJsonObject.ts';
import { bitsOf, type SafetensorsDtype } from './safetensorsDtype.ts';
import { SafetensorsError } from './safetensorsError.ts';
import { safetensorsImpostor } from './safetensorsImpostor.ts';

/** One line of the header, checked; offsets count from the end of the header. */
export interface HeaderEntry {
  readonly name: string;
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  /** In the order of their bytes; together they fill the file from `dataStart` to its end. */
  readonly entries: readonly HeaderEntry[];
  readonly metadata: ReadonlyMap<string, string>;
  readonly dataStart: number;
}

/** The format allows 100 MB; the header of the largest CLIP takes 0.2 MB. */
const MAX_HEADER_BYTES = 25_000_000;
/** The largest CLIP has about 1,000. */
const MAX_TENSORS = 20_000;
const MAX_NAME_LENGTH = 1024;
const PREFIX_BYTES = 8;

/** A name as it may stand in a message. */
const quote = (name: string) => quoteText(name, 80);

/** Header text and where the data begin; every failure here may mean another kind of file. */
function readHeaderText(bytes: Uint8Array): { text: string; dataStart: number } {
  if (bytes.length < PREFIX_BYTES) {
    throw new SafetensorsError('truncated', `The file has only ${bytes.length} bytes.`);
  }
  const prefix = new DataView(bytes.buffer, bytes.byteOffset, PREFIX_BYTES);
  const length = prefix.getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES)) {
    throw new SafetensorsError(
      'header-too-large',
      `The header claims ${length} bytes; at most ${MAX_HEADER_BYTES} are read.`,
    );
  }
  const dataStart = PREFIX_BYTES + Number(length);
  if (dataStart > bytes.length) {
    throw new SafetensorsError(
      'truncated',
      `The header claims ${length} bytes, but the file has only ${bytes.length}.`,
    );
  }
  if (bytes[PREFIX_BYTES] !== 0x7b || length === 0n) {
    throw new SafetensorsError('bad-header', 'The header does not start with "{".');
  }
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return { text: decoder.decode(bytes.subarray(PREFIX_BYTES, dataStart)), dataStart };
  } catch {
    throw new SafetensorsError('bad-header', 'The header is not valid UTF-8.');
  }
}

function parseHeaderText(text: string): JsonObject {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw new SafetensorsError('bad-header', 'The header is not valid JSON.');
  }
  if (!isJsonObject(header))
    throw new SafetensorsError('bad-header', 'The header is not an object.');
  return header;
}

/** null is no metadata, as in the format's own library. */
function readMetadata(value: unknown): ReadonlyMap<string, string> {
  if (value !== null && !isJsonObject(value)) {
    throw new SafetensorsError('bad-metadata', 'The metadata are not a table of texts.');
  }
  const entries = Object.entries(value ?? {}).map(([key, text]): [string, string] => {
    if (typeof text === 'string') return [key, text];
    throw new SafetensorsError(
      'bad-metadata',
      `The metadata may hold texts only, but ${quote(key)} is ${showValue(text)}.`,
    );
  });
  return new Map(entries);
}

const isWholeNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((n) => Number.isInteger(n) && n >= 0);

function checkName(name: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (name.length <= MAX_NAME_LENGTH && !/[\u0000-\u001f\u007f]/.test(name)) return;
  throw new SafetensorsError(
    'bad-name',
    `The name ${quote(name)} is too long or has control characters.`,
  );
}

function readEntry(name: string, value: unknown): HeaderEntry {
  checkName(name);
  const { dtype, shape, data_offsets: offsets } = isJsonObject(value) ? value : {};
  if (typeof dtype !== 'string' || !isWholeNumbers(shape) || !isWholeNumbers(offsets)) {
    throw new SafetensorsError(
      'bad-entry',
      `The tensor ${quote(name)} lacks a type, a shape or offsets, or they are not whole numbers.`,
    );
  }
  if (!Object.hasOwn(bitsOf, dtype)) {
    throw new SafetensorsError(
      'unknown-dtype',
      `The tensor ${quote(name)} has the unknown type ${quote(dtype)}.`,
    );
  }
  const [begin, end] = offsets;
  if (offsets.length !== 2 || begin === undefined || end === undefined) {
    throw new SafetensorsError('bad-entry', `The tensor ${quote(name)} must have two offsets.`);
  }
  return { name, dtype: dtype as SafetensorsDtype, shape, begin, end };
}

/** Bytes that shape and type ask for. */
function byteLengthOf({ name, dtype, shape }: HeaderEntry): number {
  let bits = bitsOf[dtype] as number;
  for (const side of shape) {
    bits *= side;
    if (!Number.isSafeInteger(side) || !Number.isSafeInteger(bits)) {
      throw new SafetensorsError(
        'overflow',
        `The tensor ${quote(name)} is larger than can be counted.`,
      );
    }
  }
  if (bits % 8 !== 0) {
    throw new SafetensorsError(
      'size-mismatch',
      `The tensor ${quote(name)} does not end at a whole byte.`,
    );
  }
  return bits / 8;
}

/** Every entry begins where the one before ended, has the size of its shape, and none is left over. */
function checkTiling(entries: readonly HeaderEntry[], dataBytes: number): void {
  let position = 0;
  for (const entry of entries) {
    const { name, begin, end } = entry;
    if (begin !== position || end < begin || !Number.isSafeInteger(end)) {
      throw new SafetensorsError(
        'bad-offsets',
        `The tensor ${quote(name)} lies at bytes ${begin} to ${end}, but must begin at ${position}: tensors overlap or leave a hole.`,
      );
    }
    const wanted = byteLengthOf(entry);
    if (end - begin !== wanted) {
      throw new SafetensorsError(
        'size-mismatch',
        `The tensor ${quote(name)} has ${end - begin} bytes; its shape and type ask for ${wanted}.`,
      );
    }
    position = end;
  }
  if (position === dataBytes) return;
  const [code, what] =
    position > dataBytes
      ? (['truncated', 'ends too early'] as const)
      : (['trailing-bytes', 'goes on behind its last tensor'] as const);
  throw new SafetensorsError(
    code,
    `The file ${what}: ${dataBytes} bytes of tensors, the header lists ${position}.`,
  );
}

/**
 * Reads and checks the header against the whole file. Nothing is allocated from what it claims.
 * @throws SafetensorsError
 */
export function readSafetensorsHeader(bytes: Uint8Array): SafetensorsHeader {
  if (bytes.length === 0) throw new SafetensorsError('truncated', 'The file is empty.');
  let text: string;
  let dataStart: number;
  let header: JsonObject;
  try {
    ({ text, dataStart } = readHeaderText(bytes));
    header = parseHeaderText(text);
  } catch (error) {
    throw safetensorsImpostor(bytes) ?? error;
  }
  const { duplicate, oddNumber } = findJsonKeyProblems(text);
  if (duplicate !== null) {
    throw new SafetensorsError('duplicate-key', `The header has ${quote(duplicate)} twice.`);
  }
  if (oddNumber) {
    throw new SafetensorsError('bad-entry', 'The header has numbers that are not whole.');
  }
  const metadata = Object.hasOwn(header, '__metadata__') ? header.__metadata__ : {};
  const tensors = Object.entries(header).filter(([name]) => name !== '__metadata__');
  if (tensors.length > MAX_TENSORS) {
    throw new SafetensorsError(
      'too-many-tensors',
      `The file lists ${tensors.length} tensors; at most ${MAX_TENSORS} are read.`,
    );
  }
  const entries = tensors
    .map(([name, value]) => readEntry(name, value))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  checkTiling(entries, bytes.length - dataStart);
  return { entries, metadata: readMetadata(metadata), dataStart };
}
