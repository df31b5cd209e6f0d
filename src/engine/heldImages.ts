import type * as tf from '../ops/tf.ts';

/** Enough for all test images of a small dataset as float32: 6,500 of 48 × 48 pixels. */
const BUDGET_BYTES = 192 * 1024 ** 2;

/** Evaluation images that stay on the device, so that a race uploads each of them once. */
export interface HeldImages {
  /**
   * What `make` uploads, or what it uploaded under this key before. Lend it back with `release`.
   * @param key what the images are: equal keys, equal numbers
   */
  take(key: string, make: () => tf.Tensor4D): tf.Tensor4D;
  /** Disposes it where there is no room to hold it. */
  release(images: tf.Tensor4D): void;
  dispose(): void;
}

/**
 * The first images stay, whatever is asked for later: an evaluation walks them in one order again and
 * again, where dropping the oldest would drop each just before it is needed.
 */
export function holdImages(budgetBytes = BUDGET_BYTES): HeldImages {
  const held = new Map<string, tf.Tensor4D>();
  const kept = new Set<tf.Tensor4D>();
  let room = budgetBytes;
  return {
    take(key, make) {
      const known = held.get(key);
      if (known) return known;
      const images = make();
      const bytes = images.size * 4;
      if (bytes <= room) {
        room -= bytes;
        held.set(key, images);
        kept.add(images);
      }
      return images;
    },
    release: (images) => {
      if (!kept.has(images)) images.dispose();
    },
    dispose() {
      for (const images of kept) images.dispose();
      held.clear();
      kept.clear();
      room = budgetBytes;
    },
  };
}
