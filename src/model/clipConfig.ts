/** Sizes of a Hugging Face CLIPModel, every default filled in; parsed and checked by parseClipConfig. */

export type Activation = 'quick_gelu' | 'gelu';

export interface TowerConfig {
  readonly hiddenSize: number;
  readonly intermediateSize: number;
  readonly layerCount: number;
  readonly headCount: number;
  readonly activation: Activation;
  readonly layerNormEps: number;
}

export interface TextConfig extends TowerConfig {
  readonly vocabSize: number;
  readonly maxPositions: number;
}

export interface VisionConfig extends TowerConfig {
  readonly imageSize: number;
  readonly patchSize: number;
}

export interface ClipConfig {
  readonly projectionDim: number;
  readonly text: TextConfig;
  readonly vision: VisionConfig;
  /** From config.json; the tokenizer's own id wins where there is a tokenizer. null: pool at the largest id. */
  readonly eosTokenId: number | null;
}
