/** One labelled image set in memory; no tensors. */
export interface DataSplit {
  readonly id: string;
  readonly label: string;
  readonly role: 'train' | 'val' | 'id' | 'ood';
  readonly count: number;
  /** [count] class index of each image. */
  readonly labels: Int32Array;
  /** [count, S, S, 3] bytes, composited on white, row-major. */
  readonly pixels: Uint8Array;
}

/** A benchmark: one train split, at most one validation split, one ID test split, any OOD splits. */
export interface Dataset {
  readonly id: string;
  readonly label: string;
  readonly version: string;
  readonly licence: string;
  readonly imageSize: number;
  readonly classNames: readonly string[];
  readonly splits: readonly DataSplit[];
}

/** A training batch, ready to go to the device. */
export interface ImageBatch {
  /** [B, S, S, 3] RGB. */
  readonly pixels: Uint8Array;
  /** [B] */
  readonly labels: Int32Array;
  /** [B] index of each item's prompt template. */
  readonly templateIndices: Int32Array;
  /** [B] positions within the train split. */
  readonly indices: Int32Array;
  readonly size: number;
}

/** Per-channel constants of preprocessor_config.json: value = (byte · rescale − mean) / std. */
export interface PixelNormalisation {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  readonly rescale: number;
}
