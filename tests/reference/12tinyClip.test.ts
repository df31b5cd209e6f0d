import { beforeAll, describe, expect, test } from 'vitest';
import { contrastiveLoss } from '../../src/losses/contrastive.ts';
import { identityTargets } from '../../src/losses/targets.ts';
import type { ClipModel } from '../../src/model/clip.ts';
import type { TowerConfig } from '../../src/model/clipConfig.ts';
import { textStates } from '../../src/model/textTower.ts';
import { towerBlock, weightsUnder } from '../../src/model/transformer.ts';
import { visionStates } from '../../src/model/vit.ts';
import { layerNorm } from '../../src/ops/layerNorm.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectClose, expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { useTile } from '../support/smallTile.ts';
import {
  type ClipVector,
  eosPositionsOf,
  tinyClips,
  tinyConfigOf,
  tinyModelOf,
} from '../support/tinyClip.ts';
import { dataOf, tensorOf } from '../support/vectors.ts';

const imagesOf = ({ inputs }: ClipVector) =>
  tf.tidy(() => tf.transpose(tensorOf(inputs.pixel_values), [0, 2, 3, 1]) as tf.Tensor4D);

const captionsOf = ({ inputs }: ClipVector, eos: number | null) => ({
  tokens: tensorOf<tf.Tensor2D>(inputs.input_ids, 'int32'),
  eosPositions: tf.tensor1d(eosPositionsOf(inputs.input_ids, eos), 'int32'),
});

const similarities = (
  model: ClipModel,
  pictures: tf.Tensor4D,
  texts: ReturnType<typeof captionsOf>,
) =>
  tf.tidy(() => {
    const imageEmbeds = model.encodeImages(pictures);
    const textEmbeds = model.encodeTexts(texts);
    const cosines = tf.matMul(imageEmbeds, textEmbeds, false, true);
    return { imageEmbeds, textEmbeds, logits: tf.mul(cosines, model.logitScale()) as tf.Tensor2D };
  });

const layersOf = ({ layerCount }: TowerConfig) => Array.from({ length: layerCount }, (_, i) => i);

// Every tile equals the product by its definition: tests/browser/tiles.
beforeAll(() => useTile('small'));

describe.each(tinyClips)('%s', (_, tiny) => {
  const vector = tiny.clip;
  const config = tinyConfigOf(tiny, 'quick_gelu');
  const tolerance = vector.tolerance.float32;
  const expectedOf = (id: string) => vector.cases.find((one) => one.id === id)!.expected;
  const size = vector.inputs.pixel_values.shape[0]!;
  const images = () => imagesOf(vector);
  const captions = (eos = config.eosTokenId) => captionsOf(vector, eos);

  describe.each(['quick_gelu', 'gelu'] as const)('with %s', (activation) => {
    const expected = expectedOf(activation);

    test('has the embeddings and logits of the reference', () =>
      expectNoLeak(async () => {
        const model = tinyModelOf(tiny, activation);
        const [pictures, texts] = [images(), captions()];
        const { imageEmbeds, textEmbeds, logits } = similarities(model, pictures, texts);
        const logitsPerText = tf.transpose(logits);
        await expectTensorClose(imageEmbeds, expected.image_embeds.data, tolerance, 'images');
        await expectTensorClose(textEmbeds, expected.text_embeds.data, tolerance, 'texts');
        await expectTensorClose(logits, expected.logits_per_image.data, tolerance, 'logits');
        await expectTensorClose(
          logitsPerText,
          expected.logits_per_text.data,
          tolerance,
          'transposed',
        );
        model.dispose();
        tf.dispose([pictures, texts.tokens, texts.eosPositions]);
      }));

    test('has the loss and the gradients of the reference', () =>
      expectNoLeak(async () => {
        const model = tinyModelOf(tiny, activation);
        const [pictures, texts] = [images(), captions()];
        const names = [...model.variables.keys()];
        const { value, grads } = tf.variableGrads(
          () => contrastiveLoss(similarities(model, pictures, texts).logits, identityTargets(size)),
          [...model.variables.values()],
        );
        await expectTensorClose(value, [expected.contrastive_loss], tolerance, 'loss');
        let squares = 0;
        for (const name of names) {
          const gradient = grads[model.variables.get(name)!.name]!;
          const numbers = await gradient.data();
          gradient.dispose();
          const length = Math.hypot(...numbers);
          squares += length ** 2;
          expectClose([length], [expected.grad_l2_per_parameter[name]!], tolerance, `|${name}|`);
          const reference = expected.grads[name];
          if (reference !== undefined) expectClose(numbers, dataOf(reference), tolerance, name);
        }
        expectClose([Math.sqrt(squares)], [expected.grad_norm], tolerance, 'gradient norm');
        model.dispose();
        tf.dispose([pictures, texts.tokens, texts.eosPositions]);
      }));
  });

  test('an older file pools at the largest id', () =>
    expectNoLeak(async () => {
      const { logits_per_image: reference } = expectedOf('legacy_eos_token_id_2');
      const model = tinyModelOf(tiny, 'quick_gelu');
      const [pictures, texts] = [images(), captions(null)];
      const { imageEmbeds, textEmbeds, logits } = similarities(model, pictures, texts);
      tf.dispose([imageEmbeds, textEmbeds, pictures, texts.tokens, texts.eosPositions]);
      model.dispose();
      await expectTensorClose(logits, reference.data, tolerance);
    }));

  describe('states within the towers', () => {
    const { activations } = expectedOf('quick_gelu');
    const check = (states: tf.Tensor, name: string) =>
      expectTensorClose(states, activations![name]!.data, tolerance, name);

    test('whole vision blocks', () =>
      expectNoLeak(async () => {
        const model = tinyModelOf(tiny, 'quick_gelu');
        const weights = weightsUnder(model.variables, 'vision_model');
        const pictures = images();
        const [embedded, ...states] = tf.tidy(() => {
          const embedded = visionStates(pictures, weights);
          let x = layerNorm(
            embedded,
            weights('pre_layrnorm.weight'),
            weights('pre_layrnorm.bias'),
            config.vision.layerNormEps,
          ) as tf.Tensor3D;
          const after = layersOf(config.vision).map((layer) => {
            const block = weightsUnder(model.variables, `vision_model.encoder.layers.${layer}`);
            x = towerBlock(x, block, config.vision, { causal: false, pool: null });
            return x;
          });
          return [embedded, ...after];
        });
        await check(embedded!, 'vision_model.embeddings');
        for (const [i, x] of states.entries()) await check(x, `vision_model.after_layer_${i}`);
        pictures.dispose();
        model.dispose();
      }));

    test('whole text blocks', () =>
      expectNoLeak(async () => {
        const model = tinyModelOf(tiny, 'quick_gelu');
        const texts = captions();
        const states = tf.tidy(() => {
          const weights = weightsUnder(model.variables, 'text_model');
          let x = textStates(texts.tokens, weights);
          return layersOf(config.text).map((layer) => {
            const block = weightsUnder(model.variables, `text_model.encoder.layers.${layer}`);
            x = towerBlock(x, block, config.text, { causal: true, pool: null });
            return x;
          });
        });
        for (const [i, x] of states.entries()) await check(x, `text_model.after_layer_${i}`);
        tf.dispose([texts.tokens, texts.eosPositions]);
        model.dispose();
      }));
  });

  test('a copy has buffers of its own', () =>
    expectNoLeak(async () => {
      const model = tinyModelOf(tiny, 'quick_gelu');
      const copy = model.clone();
      const scale = copy.variables.get('logit_scale')!;
      const zero = tf.scalar(0);
      scale.assign(zero);
      const [own, other] = await Promise.all(
        [model, copy].map(async (one) => (await one.variables.get('logit_scale')!.data())[0]),
      );
      expect(own).toBe(vector.state_dict.logit_scale);
      expect(other).toBe(0);
      zero.dispose();
      model.dispose();
      copy.dispose();
    }));
});
