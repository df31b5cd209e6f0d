/**
 * Scalars as TensorBoard's event file: TFRecord frames of protobuf `Event`s, which `tensorboard
 * --logdir` and `wandb sync --sync-tensorboard` read.
 *
 * Source: tensorflow/core/util/event.proto, tensorflow/core/lib/io/record_writer.h; CRC-32C, RFC 3720.
 */
const table = Uint32Array.from({ length: 256 }, (_, i) => {
  let crc = i;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  return crc >>> 0;
});

/** CRC-32C (Castagnoli) of some bytes. */
export function crc32c(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ table[(crc ^ byte) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}

/** As TFRecord stores it: turned by 15 bits, and a constant added. */
const masked = (bytes: Uint8Array): number => {
  const crc = crc32c(bytes);
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
};

function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 128) {
    bytes.push((left % 128) | 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}

function fixed(value: number, size: 4 | 8): number[] {
  const view = new DataView(new ArrayBuffer(size));
  if (size === 4) view.setFloat32(0, value, true);
  else view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
}

/** A field that holds bytes: its number, their count, and them. */
const bytesField = (field: number, bytes: readonly number[]): number[] => [
  (field << 3) | 2,
  ...varint(bytes.length),
  ...bytes,
];
const textField = (field: number, text: string) =>
  bytesField(field, [...new TextEncoder().encode(text)]);

/** Length, its checksum, the record, its checksum. */
function frame(record: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(12 + record.length + 4);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(record.length), true);
  view.setUint32(8, masked(bytes.subarray(0, 8)), true);
  bytes.set(record, 12);
  view.setUint32(12 + record.length, masked(bytes.subarray(12, 12 + record.length)), true);
  return bytes;
}

export interface LoggedScalars {
  /** Seconds since 1970. */
  readonly at: number;
  readonly step: number;
  /** By tag, "loss" or "ood/ece". What is not finite is left out. */
  readonly scalars: Readonly<Record<string, number>>;
}

/** One event file. */
export function tfevents(logged: readonly LoggedScalars[]): Uint8Array<ArrayBuffer> {
  const started = logged[0]?.at ?? 0;
  const head = [(1 << 3) | 1, ...fixed(started, 8), ...textField(3, 'brain.Event:2')];
  const frames = [
    frame(head),
    ...logged.map(({ at, step, scalars }) => {
      const values = Object.entries(scalars)
        .filter(([, value]) => Number.isFinite(value))
        .flatMap(([tag, value]) =>
          bytesField(1, [...textField(1, tag), (2 << 3) | 5, ...fixed(value, 4)]),
        );
      return frame([
        (1 << 3) | 1,
        ...fixed(at, 8),
        2 << 3,
        ...varint(step),
        ...bytesField(5, values),
      ]);
    }),
  ];
  const all = new Uint8Array(frames.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const bytes of frames) {
    all.set(bytes, offset);
    offset += bytes.length;
  }
  return all;
}
