import { deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** With forward slashes, relative. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of ISO 3309, as zip has it. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Names are UTF-8. */
const utf8Names = 0x0800;
const deflated = 8;
const stored = 0;
/** 1 January 1980, where the clock of zip begins: the same files make the same archive. */
const date = 0x21;

function numbers(...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) buffer.writeUInt16LE(value, at);
    else buffer.writeUInt32LE(value, at);
    at += size;
  }
  return buffer;
}

/**
 * A zip archive. What does not shrink, such as images and weights, is stored as it is.
 * @throws RangeError for what would need Zip64: 65 535 files, or 4 GB
 * Source: PKWARE, APPNOTE.TXT 6.3, 4.3 to 4.5.
 */
export function zip(entries: readonly ZipEntry[]): Buffer {
  if (entries.length > 0xfffe) throw new RangeError(`${entries.length} files do not fit in a zip`);
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { path, bytes } of entries) {
    const name = Buffer.from(path);
    const packed = deflateRawSync(bytes, { level: 9 });
    const shrinks = packed.length < bytes.length;
    const body = shrinks ? packed : bytes;
    const about = [
      [2, utf8Names],
      [2, shrinks ? deflated : stored],
      [2, 0],
      [2, date],
      [4, crc32(bytes)],
      [4, body.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    ] as const;
    const header = numbers([4, 0x04034b50], [2, 20], ...about);
    directory.push(
      numbers(
        [4, 0x02014b50],
        [2, 20],
        [2, 20],
        ...about,
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, offset],
      ),
      name,
    );
    files.push(header, name, Buffer.from(body));
    offset += header.length + name.length + body.length;
    if (offset > 0xfffffffe) throw new RangeError('More than 4 GB do not fit in a zip');
  }
  const central = Buffer.concat(directory);
  const count = entries.length;
  const end = numbers(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, central.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...files, central, end]);
}
