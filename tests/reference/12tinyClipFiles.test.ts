import { describe, expect, test } from 'vitest';
import givenConfig from '#vectors/../tiny-clip/config.json?url&inline';
import givenHalf from '#vectors/../tiny-clip/model.f16.safetensors?url&inline';
import givenFull from '#vectors/../tiny-clip/model.safetensors?url&inline';
import { parseSafetensors } from '../../src/io/safetensors.ts';
import { createClip } from '../../src/model/createClip.ts';
import { parseClipConfig } from '../../src/model/parseClipConfig.ts';
import { takeWeights } from '../../src/model/takeWeights.ts';
import { weightShapes } from '../../src/model/weightNames.ts';
import * as tf from '../../src/ops/tf.ts';
import { expectClose, expectNoLeak, expectTensorClose } from '../support/expectClose.ts';
import { readDataUrl } from '../support/readDataUrl.ts';
import { givenTinyClip, oddTinyClip } from '../support/tinyClip.ts';
import { dataOf, tensorOf } from '../support/vectors.ts';
import oddConfig from './odd/tiny-clip/config.json?url&inline';
import oddHalf from './odd/tiny-clip/model.f16.safetensors?url&inline';
import oddFull from './odd/tiny-clip/model.safetensors?url&inline';

describe.each([
  ['the tiny CLIP from its F32 file', givenTinyClip, givenConfig, givenFull],
  ['the tiny CLIP from its F16 file', givenTinyClip, givenConfig, givenHalf],
  ['the odd CLIP from its F32 file', oddTinyClip, oddConfig, oddFull],
  ['the odd CLIP from its F16 file', oddTinyClip, oddConfig, oddHalf],
])('%s', (_, { clip: vector }, configUrl, url) => {
  test('has the weights and the embeddings of the reference', () =>
    expectNoLeak(async () => {
      const config = parseClipConfig(new TextDecoder().decode(await readDataUrl(configUrl)));
      const { tensors } = parseSafetensors(await readDataUrl(url));
      const { weights, leftOut } = takeWeights(weightShapes(config), tensors);
      expect(leftOut.every((what) => /position_ids \(I64\)$/.test(what))).toBe(true);
      const model = createClip(config, weights);
      for (const [name, variable] of model.variables) {
        const reference = dataOf(vector.state_dict[name]!);
        expectClose(await variable.data(), reference, { atol: 0, rtol: 0 }, name);
      }
      const embeds = tf.tidy(() =>
        model.encodeImages(tf.transpose(tensorOf(vector.inputs.pixel_values), [0, 2, 3, 1])),
      );
      const { image_embeds } = vector.cases[0]!.expected;
      await expectTensorClose(embeds, image_embeds.data, vector.tolerance.float32);
      model.dispose();
    }));
});
