import type { ClipConfig, TowerConfig } from './clipConfig.ts';

/** Sizes of one weight. */
export type WeightShape = readonly number[];

const blockShapes = (tower: TowerConfig): readonly (readonly [string, WeightShape])[] => {
  const { hiddenSize: width, intermediateSize: inner } = tower;
  return [
    ...(['k', 'v', 'q', 'out'] as const).flatMap((part): [string, WeightShape][] => [
      [`self_attn.${part}_proj.weight`, [width, width]],
      [`self_attn.${part}_proj.bias`, [width]],
    ]),
    ['layer_norm1.weight', [width]],
    ['layer_norm1.bias', [width]],
    ['mlp.fc1.weight', [inner, width]],
    ['mlp.fc1.bias', [inner]],
    ['mlp.fc2.weight', [width, inner]],
    ['mlp.fc2.bias', [width]],
    ['layer_norm2.weight', [width]],
    ['layer_norm2.bias', [width]],
  ];
};

const towerShapes = (prefix: string, tower: TowerConfig): [string, WeightShape][] =>
  Array.from({ length: tower.layerCount }, (_, layer) => layer).flatMap((layer) =>
    blockShapes(tower).map(([name, shape]): [string, WeightShape] => [
      `${prefix}.encoder.layers.${layer}.${name}`,
      shape,
    ]),
  );

/**
 * Every weight of a CLIP by its Hugging Face name, in that library's order, with its shape. The
 * misspelt `pre_layrnorm` is the name in every published file.
 */
export function weightShapes(config: ClipConfig): ReadonlyMap<string, WeightShape> {
  const { text, vision, projectionDim } = config;
  const patches = (vision.imageSize / vision.patchSize) ** 2;
  const patch = vision.patchSize;
  return new Map<string, WeightShape>([
    ['logit_scale', []],
    ['text_model.embeddings.token_embedding.weight', [text.vocabSize, text.hiddenSize]],
    ['text_model.embeddings.position_embedding.weight', [text.maxPositions, text.hiddenSize]],
    ...towerShapes('text_model', text),
    ['text_model.final_layer_norm.weight', [text.hiddenSize]],
    ['text_model.final_layer_norm.bias', [text.hiddenSize]],
    ['vision_model.embeddings.class_embedding', [vision.hiddenSize]],
    ['vision_model.embeddings.patch_embedding.weight', [vision.hiddenSize, 3, patch, patch]],
    ['vision_model.embeddings.position_embedding.weight', [patches + 1, vision.hiddenSize]],
    ['vision_model.pre_layrnorm.weight', [vision.hiddenSize]],
    ['vision_model.pre_layrnorm.bias', [vision.hiddenSize]],
    ...towerShapes('vision_model', vision),
    ['vision_model.post_layernorm.weight', [vision.hiddenSize]],
    ['vision_model.post_layernorm.bias', [vision.hiddenSize]],
    ['visual_projection.weight', [projectionDim, vision.hiddenSize]],
    ['text_projection.weight', [projectionDim, text.hiddenSize]],
  ]);
}

/** The image encoder and its projection: what standard fine-tuning trains of the model. */
export const isVisionWeight = (name: string): boolean =>
  name.startsWith('vision_model.') || name === 'visual_projection.weight';

/**
 * The names so ordered that what a block projects to, queries, keys and values, lies together: kernels
 * then see three matrices as one.
 */
export function storageOrder(names: readonly string[]): readonly string[] {
  const keyOf = (name: string, place: number) => {
    const [, block, part, kind] = /^(.*self_attn)\.([qkv])_proj\.(weight|bias)$/.exec(name) ?? [];
    return block ? `${block}.${kind} ${'qkv'.indexOf(part!)}` : `${name} ${place}`;
  };
  const keyed = names.map((name, place) => [keyOf(name, place), name] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, name]) => name);
}
