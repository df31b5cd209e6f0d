import { describe, expect, test } from 'vitest';
import configUrl from '#vectors/../tiny-clip/config.json?url&inline';
import halfUrl from '#vectors/../tiny-clip/model.f16.safetensors?url&inline';
import fullUrl from '#vectors/../tiny-clip/model.safetensors?url&inline';
import vectors from '#vectors/12_tiny_clip.json';
import { parseSafetensors } from '../../src/io/safetensors.ts';
import { createClip } from '../../src/model/createClip.ts';
import { parseClipConfig } from '../../src/model/parseClipConfig.ts';
import { takeWeights } from '../../src/model/takeWeights.ts';
import { weightShapes } from '../../src/model/weightNames.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectClose, expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { readDataUrl } from '../support/readDataUrl.ts';
import { dataOf, tensorOf, type VectorTensor, type VectorValue } from '../support/vectors.ts';

const state = vectors.state_dict as Readonly<Record<string, VectorValue>>;
const { image_embeds } = vectors.cases[0]!.expected as unknown as { image_embeds: VectorTensor };

describe.each([
  ['F32', fullUrl],
  ['F16', halfUrl],
])('the tiny CLIP from its %s file', (_, url) => {
  test('has the weights and the embeddings of the reference', () =>
    expectNoLeak(async () => {
      const config = parseClipConfig(new TextDecoder().decode(await readDataUrl(configUrl)));
      const { tensors } = parseSafetensors(await readDataUrl(url));
      const { weights, leftOut } = takeWeights(weightShapes(config), tensors);
      expect(leftOut.every((what) => /position_ids \(I64\)$/.test(what))).toBe(true);
      const model = createClip(config, weights);
      for (const [name, variable] of model.variables) {
        expectClose(await variable.data(), dataOf(state[name]!), { atol: 0, rtol: 0 }, name);
      }
      const embeds = tf.tidy(() =>
        model.encodeImages(tf.transpose(tensorOf(vectors.inputs.pixel_values), [0, 2, 3, 1])),
      );
      await expectTensorClose(embeds, image_embeds.data, vectors.tolerance.float32);
      model.dispose();
    }));
});
