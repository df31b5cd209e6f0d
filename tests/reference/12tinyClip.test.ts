import { describe, expect, test } from 'vitest';
import vectors from '#vectors/12_tiny_clip.json';
import { contrastiveLoss } from '../../src/losses/contrastive.ts';
import { identityTargets } from '../../src/losses/targets.ts';
import type { ClipModel } from '../../src/model/clip.ts';
import type { Activation, ClipConfig, TowerConfig } from '../../src/model/clipConfig.ts';
import { createClip } from '../../src/model/createClip.ts';
import { causalMask, embedTokens } from '../../src/model/textTower.ts';
import { transformerBlock, weightsUnder } from '../../src/model/transformer.ts';
import { embedPatches } from '../../src/model/vit.ts';
import { layerNorm } from '../../src/ops/layerNorm.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectClose, expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { dataOf, tensorOf, type VectorTensor, type VectorValue } from '../support/vectors.ts';

interface Expected {
  readonly image_embeds: VectorTensor;
  readonly text_embeds: VectorTensor;
  readonly logits_per_image: VectorTensor;
  readonly logits_per_text: VectorTensor;
  readonly contrastive_loss: number;
  readonly grad_norm: number;
  readonly grad_l2_per_parameter: Readonly<Record<string, number>>;
  readonly grads: Readonly<Record<string, VectorValue>>;
  readonly activations?: Readonly<Record<string, VectorTensor>>;
}

const { inputs, config: file } = vectors;
const tolerance = vectors.tolerance.float32;
const state = vectors.state_dict as Readonly<Record<string, VectorValue>>;
const caseOf = (id: string) => vectors.cases.find((one) => one.id === id)!;
const expectedOf = (id: string) => caseOf(id).expected as unknown as Expected;

type TowerFile = typeof file.text_config | typeof file.vision_config;

const towerOf = (tower: TowerFile, activation: Activation): TowerConfig => ({
  hiddenSize: tower.hidden_size,
  intermediateSize: tower.intermediate_size,
  layerCount: tower.num_hidden_layers,
  headCount: tower.num_attention_heads,
  activation,
  layerNormEps: tower.layer_norm_eps,
});

function configOf(activation: Activation): ClipConfig {
  const { text_config: text, vision_config: vision } = file;
  return {
    projectionDim: file.projection_dim,
    eosTokenId: text.eos_token_id,
    text: {
      ...towerOf(text, activation),
      vocabSize: text.vocab_size,
      maxPositions: text.max_position_embeddings,
    },
    vision: {
      ...towerOf(vision, activation),
      imageSize: vision.image_size,
      patchSize: vision.patch_size,
    },
  };
}

function modelOf(activation: Activation): ClipModel {
  const weights = Object.entries(state).map(
    ([name, value]) =>
      [
        name,
        {
          shape: typeof value === 'number' ? [] : value.shape,
          data: Float32Array.from(dataOf(value)),
        },
      ] as const,
  );
  return createClip(configOf(activation), new Map(weights));
}

const images = () =>
  tf.tidy(() => tf.transpose(tensorOf(inputs.pixel_values), [0, 2, 3, 1]) as tf.Tensor4D);

/** Where to pool: the first EOS, or for older files the largest id, which is the last symbol here. */
function poolAt(legacy: boolean): number[] {
  const { shape, data } = inputs.input_ids;
  const [batch, length] = shape as [number, number];
  return Array.from({ length: batch }, (_, row) => {
    const ids = data.slice(row * length, (row + 1) * length);
    return ids.indexOf(legacy ? Math.max(...ids) : file.text_config.eos_token_id);
  });
}

const captions = (legacy = false) => ({
  tokens: tensorOf<tf.Tensor2D>(inputs.input_ids, 'int32'),
  eosPositions: tf.tensor1d(poolAt(legacy), 'int32'),
});

const similarities = (
  model: ClipModel,
  pictures: tf.Tensor4D,
  texts: ReturnType<typeof captions>,
) =>
  tf.tidy(() => {
    const imageEmbeds = model.encodeImages(pictures);
    const textEmbeds = model.encodeTexts(texts);
    const cosines = tf.matMul(imageEmbeds, textEmbeds, false, true);
    return { imageEmbeds, textEmbeds, logits: tf.mul(cosines, model.logitScale()) as tf.Tensor2D };
  });

describe.each(['quick_gelu', 'gelu'] as const)('a tiny CLIP with %s', (activation) => {
  const expected = expectedOf(activation);

  test('has the embeddings and logits of the reference', () =>
    expectNoLeak(async () => {
      const model = modelOf(activation);
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
      const model = modelOf(activation);
      const [pictures, texts] = [images(), captions()];
      const names = [...model.variables.keys()];
      const { value, grads } = tf.variableGrads(
        () => contrastiveLoss(similarities(model, pictures, texts).logits, identityTargets(4)),
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
    const model = modelOf('quick_gelu');
    const [pictures, texts] = [images(), captions(true)];
    const { imageEmbeds, textEmbeds, logits } = similarities(model, pictures, texts);
    tf.dispose([imageEmbeds, textEmbeds, pictures, texts.tokens, texts.eosPositions]);
    model.dispose();
    await expectTensorClose(logits, reference.data, tolerance);
  }));

describe('states within the towers', () => {
  const { activations } = expectedOf('quick_gelu');
  const config = configOf('quick_gelu');
  const check = (states: tf.Tensor, name: string) =>
    expectTensorClose(states, activations![name]!.data, tolerance, name);

  test('whole vision blocks', () =>
    expectNoLeak(async () => {
      const model = modelOf('quick_gelu');
      const weights = weightsUnder(model.variables, 'vision_model');
      const pictures = images();
      const [embedded, ...states] = tf.tidy(() => {
        const embedded = embedPatches(pictures, weights, config.vision);
        let x = layerNorm(
          embedded,
          weights('pre_layrnorm.weight'),
          weights('pre_layrnorm.bias'),
          config.vision.layerNormEps,
        ) as tf.Tensor3D;
        const after = [0, 1].map((layer) => {
          const block = weightsUnder(model.variables, `vision_model.encoder.layers.${layer}`);
          x = transformerBlock(x, block, config.vision, null);
          return x;
        });
        return [embedded, ...after];
      });
      await check(embedded!, 'vision_model.embeddings');
      await check(states[0]!, 'vision_model.after_layer_0');
      await check(states[1]!, 'vision_model.after_layer_1');
      pictures.dispose();
      model.dispose();
    }));

  test('whole text blocks', () =>
    expectNoLeak(async () => {
      const model = modelOf('quick_gelu');
      const texts = captions();
      const states = tf.tidy(() => {
        const weights = weightsUnder(model.variables, 'text_model');
        let x = embedTokens(texts.tokens, weights, config.text);
        return [0, 1].map((layer) => {
          const block = weightsUnder(model.variables, `text_model.encoder.layers.${layer}`);
          x = transformerBlock(x, block, config.text, causalMask(x.shape[1]));
          return x;
        });
      });
      await check(states[0]!, 'text_model.after_layer_0');
      await check(states[1]!, 'text_model.after_layer_1');
      tf.dispose([texts.tokens, texts.eosPositions]);
      model.dispose();
    }));
});

test('a copy has buffers of its own', () =>
  expectNoLeak(async () => {
    const model = modelOf('quick_gelu');
    const copy = model.clone();
    const scale = copy.variables.get('logit_scale')!;
    const zero = tf.scalar(0);
    scale.assign(zero);
    const [own, other] = await Promise.all(
      [model, copy].map(async (one) => (await one.variables.get('logit_scale')!.data())[0]),
    );
    expect(own).toBe(state.logit_scale);
    expect(other).toBe(0);
    zero.dispose();
    model.dispose();
    copy.dispose();
  }));
