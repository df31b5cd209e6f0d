import { describe, expect, test } from 'vitest';
import { createRng } from '../../../src/math/rng.ts';
import { checkWeights, type WeightData } from '../../../src/model/checkWeights.ts';
import type { ClipConfig } from '../../../src/model/clipConfig.ts';
import { createClip } from '../../../src/model/createClip.ts';
import { towerBlock, weightsUnder } from '../../../src/model/transformer.ts';
import { WeightError } from '../../../src/model/weightError.ts';
import { isVisionWeight, weightShapes } from '../../../src/model/weightNames.ts';
import { zeroShotHead } from '../../../src/model/zeroShotHead.ts';
import { ShapeError } from '../../../src/ops/errors.ts';
import * as tf from '../../../src/ops/tf.ts';
import { expectClose, expectNoLeak, expectTensorClose } from '../../support/expectClose.ts';
import { sampled } from '../../support/sampled.ts';

const tower = {
  hiddenSize: 8,
  intermediateSize: 12,
  layerCount: 2,
  headCount: 2,
  activation: 'quick_gelu',
  layerNormEps: 1e-5,
} as const;
const config: ClipConfig = {
  projectionDim: 6,
  eosTokenId: 9,
  text: { ...tower, vocabSize: 10, maxPositions: 5 },
  vision: { ...tower, imageSize: 8, patchSize: 4 },
};

function weightsOf(): Map<string, WeightData> {
  const rng = createRng(3, 0);
  return new Map(
    [...weightShapes(config)].map(([name, shape]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return [
        name,
        { shape, data: Float32Array.from({ length: size }, () => rng.uniform() - 0.5) },
      ];
    }),
  );
}

const captions = (rows: readonly (readonly number[])[]) => ({
  tokens: tf.tensor2d(
    rows.map((row) => [...row]),
    undefined,
    'int32',
  ),
  eosPositions: tf.tensor1d(
    rows.map((row) => row.indexOf(9)),
    'int32',
  ),
});
const disposeCaptions = ({ tokens, eosPositions }: ReturnType<typeof captions>) =>
  tf.dispose([tokens, eosPositions]);

describe('weights of a checkpoint', () => {
  test('a missing one is named, with what the file has instead', () => {
    const weights = weightsOf();
    weights.delete('visual_projection.weight');
    weights.set('visual.proj', { shape: [1], data: new Float32Array(1) });
    expect(() => checkWeights(config, weights)).toThrow(WeightError);
    expect(() => checkWeights(config, weights)).toThrow(/visual_projection\.weight.*visual\.proj/);
  });

  test('a wrong shape is named', () => {
    const weights = weightsOf();
    weights.set('text_projection.weight', { shape: [8, 6], data: new Float32Array(48) });
    expect(() => checkWeights(config, weights)).toThrow('text_projection.weight is [8, 6]');
  });

  test('tensors too many do not matter, but for parts of layers', () => {
    const weights = weightsOf();
    const one = { shape: [1], data: new Float32Array(1) };
    weights.set('text_model.embeddings.position_ids', one).set('stray', one);
    expect(() => checkWeights(config, weights)).not.toThrow();
    weights.set('vision_model.encoder.layers.2.layer_norm1.bias', one);
    expect(() => checkWeights(config, weights)).toThrow(
      'vision_model.encoder.layers.2.layer_norm1.bias has no place in this model',
    );
  });

  test('the image encoder is told from the rest', () =>
    expectNoLeak(() => {
      const model = createClip(config, weightsOf());
      const names = [...model.variables.keys()].filter(isVisionWeight);
      expect(names).toContain('visual_projection.weight');
      expect(names.some((name) => name.startsWith('text') || name === 'logit_scale')).toBe(false);
      model.dispose();
    }));
});

describe('towers', () => {
  test('padding after EOS changes nothing, cut or not', () =>
    expectNoLeak(async () => {
      const model = createClip(config, weightsOf());
      const [long, short] = [captions([[8, 1, 9, 4, 2]]), captions([[8, 1, 9]])];
      const [padded, cut] = [model.encodeTexts(long), model.encodeTexts(short)];
      await expectTensorClose(padded, await cut.data());
      cut.dispose();
      [long, short].map(disposeCaptions);
      model.dispose();
    }));

  test('captions may not be longer than the positions', () =>
    expectNoLeak(() => {
      const model = createClip(config, weightsOf());
      const long = captions([[8, 1, 2, 3, 4, 9]]);
      expect(() => model.encodeTexts(long)).toThrow(ShapeError);
      disposeCaptions(long);
      model.dispose();
    }));

  test('a pooled block yields the state of the whole block', () =>
    expectNoLeak(async () => {
      const model = createClip(config, weightsOf());
      const weights = weightsUnder(model.variables, 'text_model.encoder.layers.0');
      const x = sampled<tf.Tensor3D>([3, 5, 8], 1);
      const pick = (states: tf.Tensor3D) => tf.slice(states, [0, 2, 0], [-1, 1, -1]);
      const positions = tf.fill([3], 2, 'int32') as tf.Tensor1D;
      const [whole, pooled] = tf.tidy(() => [
        pick(towerBlock(x, weights, config.text, { causal: true, pool: null })),
        towerBlock(x, weights, config.text, { causal: true, pool: positions }),
      ]);
      await expectTensorClose(pooled!, await whole!.data(), { atol: 1e-5, rtol: 1e-5 });
      tf.dispose([x, whole!, positions]);
      model.dispose();
    }));

  test('embeddings have length 1', () =>
    expectNoLeak(async () => {
      const model = createClip(config, weightsOf());
      const images = sampled<tf.Tensor4D>([3, 8, 8, 3], 1);
      const lengths = tf.tidy(() => tf.norm(model.encodeImages(images), 2, 1));
      await expectTensorClose(lengths, [1, 1, 1]);
      images.dispose();
      model.dispose();
    }));
});

test('rows of the zero-shot head are as long as the logit scale, classes apart', () =>
  expectNoLeak(async () => {
    const model = createClip(config, weightsOf());
    const prompts = captions([
      [8, 1, 9],
      [8, 2, 9],
      [8, 3, 9],
      [8, 1, 9],
    ]);
    const head = zeroShotHead(model, prompts, 2);
    const lengths = tf.tidy(() => tf.norm(head, 2, 1));
    const [scale] = await model.variables.get('logit_scale')!.data();
    expect(head.shape).toEqual([2, 6]);
    expectClose(await lengths.data(), [Math.exp(scale!), Math.exp(scale!)]);
    expect(() => zeroShotHead(model, prompts, 3)).toThrow(ShapeError);
    tf.dispose([head, lengths]);
    disposeCaptions(prompts);
    model.dispose();
  }));
