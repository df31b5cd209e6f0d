import { corruptImage } from '../data/corruptions/corruptImage.ts';
import type { DataSplit } from '../data/dataset.ts';
import type { CorruptionLevel } from '../protocol/catalogue.ts';
import { breathe } from './breathe.ts';

/** Enough for one whole test split of small images, so that all methods of a race share its making. */
const BUDGET_BYTES = 8 * 1024 ** 2;
/** Images between two looks at the mail: some 30 ms of work. */
const PER_BREATH = 64;

/** Corrupted images of the ID test split, kept as bytes while there is room. */
export interface CorruptedPixels {
  /** [n, S, S, 3] bytes of the images at `indices`, corrupted. @throws DatasetError for an unknown rung */
  of(
    split: DataSplit,
    side: number,
    indices: Int32Array,
    level: CorruptionLevel,
  ): Promise<Uint8Array<ArrayBuffer>>;
}

/** Rungs are made when first asked for; the oldest leave first when the room is spent. */
export function createCorruptedPixels(): CorruptedPixels {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  const keep = (key: string, bytes: Uint8Array<ArrayBuffer>) => {
    if (bytes.length > BUDGET_BYTES) return;
    let total = bytes.length;
    for (const { length } of kept.values()) total += length;
    for (const [oldest, { length }] of kept) {
      if (total <= BUDGET_BYTES) break;
      kept.delete(oldest);
      total -= length;
    }
    kept.set(key, bytes);
  };
  return {
    of: async (split, side, indices, level) => {
      const key = [level.shiftId, level.severity, split.id, indices.length].join('/');
      const known = kept.get(key);
      if (known) return known;
      const size = side * side * 3;
      const bytes = new Uint8Array(indices.length * size);
      for (let i = 0; i < indices.length; i++) {
        bytes.set(corruptImage(split, side, indices[i]!, level), i * size);
        if (i % PER_BREATH === PER_BREATH - 1) await breathe();
      }
      keep(key, bytes);
      return bytes;
    },
  };
}
