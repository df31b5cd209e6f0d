import { parseSafetensors, toFloat32, writeSafetensors } from '../../src/io/safetensors.ts';

/** The same file with other numbers; `change` may also alter them in place. */
export function changedWeights(
  file: Uint8Array,
  change: (data: Float32Array<ArrayBuffer>, name: string) => Float32Array | undefined,
): Uint8Array {
  const { tensors, metadata } = parseSafetensors(file);
  const written = [...tensors.values()].map((entry) => {
    const data = toFloat32(entry);
    return { name: entry.name, shape: entry.shape, data: change(data, entry.name) ?? data };
  });
  return writeSafetensors(written, metadata);
}

interface Extra {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** The same file with further tensors of any type behind the others. */
export function withTensors(file: Uint8Array, extras: readonly Extra[]): Uint8Array {
  const headerBytes = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + headerBytes)));
  const data = [file.subarray(8 + headerBytes), ...extras.map(({ bytes }) => bytes)];
  let end = data[0]!.length;
  for (const { name, dtype, shape, bytes } of extras) {
    header[name] = { dtype, shape, data_offsets: [end, end + bytes.length] };
    end += bytes.length;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const out = new Uint8Array(8 + text.length + end);
  new DataView(out.buffer).setBigUint64(0, BigInt(text.length), true);
  out.set(text, 8);
  let at = 8 + text.length;
  for (const part of data) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** With what older checkpoints of CLIP hold: a causal mask with −∞, row numbers as I32. */
export const withUnusedBuffers = (file: Uint8Array): Uint8Array =>
  withTensors(file, [
    {
      name: 'text_model.attn_mask',
      dtype: 'F32',
      shape: [2, 2],
      bytes: new Uint8Array(Float32Array.of(0, Number.NEGATIVE_INFINITY, 0, 0).buffer),
    },
    {
      name: 'text_model.embeddings.position_ids',
      dtype: 'I32',
      shape: [1, 4],
      bytes: new Uint8Array(Int32Array.of(0, 1, 2, 3).buffer),
    },
  ]);
