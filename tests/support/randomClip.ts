import { createRng } from '../../src/math/rng.ts';
import type { ClipModel } from '../../src/model/clip.ts';
import type { ClipConfig } from '../../src/model/clipConfig.ts';
import { createClip } from '../../src/model/createClip.ts';
import { weightShapes } from '../../src/model/weightNames.ts';

interface Sizes {
  readonly width: number;
  readonly heads: number;
  readonly visionLayers: number;
  readonly textLayers: number;
  readonly imageSize: number;
  readonly patchSize: number;
}

/** A CLIP of given sizes with random weights, the same for the same sizes. */
export function randomClip(sizes: Sizes): ClipModel {
  const { width, heads, visionLayers, textLayers, imageSize, patchSize } = sizes;
  const tower = {
    hiddenSize: width,
    intermediateSize: 4 * width,
    headCount: heads,
    activation: 'quick_gelu' as const,
    layerNormEps: 1e-5,
  };
  const config: ClipConfig = {
    projectionDim: width,
    text: { ...tower, layerCount: textLayers, vocabSize: 40, maxPositions: 8 },
    vision: { ...tower, layerCount: visionLayers, imageSize, patchSize },
    eosTokenId: 39,
  };
  const rng = createRng(7, 100);
  const weights = new Map(
    [...weightShapes(config)].map(([name, shape]) => {
      const data = new Float32Array(shape.reduce((a, b) => a * b, 1));
      const isGain = /norm\d?\.weight$|layrnorm\.weight$/.test(name);
      const scale = shape.length > 1 ? 1 / Math.sqrt(shape[1]!) : 0.02;
      for (let i = 0; i < data.length; i++) {
        data[i] = (isGain ? 1 : 0) + (2 * rng.uniform() - 1) * scale;
      }
      if (name === 'logit_scale') data[0] = 2.6592;
      return [name, { shape, data }];
    }),
  );
  return createClip(config, weights);
}
