import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { buildModel } from '../../../src/engine/assets.ts';
import { checkFirstPass } from '../../../src/engine/checkFirstPass.ts';
import { checkModelFits } from '../../../src/engine/preflight.ts';
import { parseClipConfig } from '../../../src/model/parseClipConfig.ts';
import * as tf from '../../../src/ops/tf.ts';
import { changedWeights, withTensors, withUnusedBuffers } from '../../support/changedWeights.ts';
import { tinyLab } from '../../support/tinyLab.ts';

const GIB = 1024 ** 3;
const limits = { maxTensorBytes: GIB, maxTotalBytes: 3 * GIB };
const shipped = new Map(
  ['config.json', 'model.safetensors', 'tokenizer.json', 'preprocessor_config.json'].map((name) => {
    const url = new URL(`../../../public/models/iconclip/${name}`, import.meta.url);
    return [name, new Uint8Array(readFileSync(url))];
  }),
);
const utf8 = (text: string) => new TextEncoder().encode(text);
const build = (changes: Readonly<Record<string, Uint8Array>> = {}) =>
  buildModel('iconclip', 'IconCLIP', new Map([...shipped, ...Object.entries(changes)]), limits);
const weights = shipped.get('model.safetensors')!;
const config = JSON.parse(new TextDecoder().decode(shipped.get('config.json')));

describe('a model from its files', () => {
  test('has nothing to note when all is as it should be', () => {
    const { model, notes } = build();
    expect(notes).toEqual([]);
    model.dispose();
  });

  test('loads whatever tensors hold that it has no use for, and lists them once', () => {
    const before = tf.memory().numTensors;
    const nan = { dtype: 'F8_E5M2FNUZ', shape: [2], bytes: Uint8Array.of(0x80, 0x80) };
    const file = withTensors(withUnusedBuffers(weights), [{ name: 'ema.scale', ...nan }]);
    const { model, notes } = build({ 'model.safetensors': file });
    expect(notes).toEqual([
      'model.safetensors: 3 tensors have no place in this model and were left out: text_model.attn_mask (F32); text_model.embeddings.position_ids (I32); ema.scale (F8_E5M2FNUZ).',
    ]);
    model.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  test('says that code of its own is not run', () => {
    const text = JSON.stringify({ ...config, auto_map: { AutoModel: 'evil.Model' } });
    const { model, notes } = build({ 'config.json': utf8(text) });
    expect(notes.join()).toMatch(/config\.json asks for code of its own \(auto_map\)/);
    model.dispose();
  });

  test.each<[string, string, RegExp, Readonly<Record<string, Uint8Array>>]>([
    [
      'a logit scale of 1000',
      'absurd-weights',
      /logit_scale is 1000.*±6\.91 \(ln 1000\)/,
      {
        'model.safetensors': changedWeights(weights, (data, name) =>
          name === 'logit_scale' ? Float32Array.of(1000) : data,
        ),
      },
    ],
    [
      'a logit scale of -1000',
      'absurd-weights',
      /logit_scale is -1000/,
      {
        'model.safetensors': changedWeights(weights, (data, name) =>
          name === 'logit_scale' ? Float32Array.of(-1000) : data,
        ),
      },
    ],
    [
      'weights of 3e38',
      'absurd-weights',
      /at most 65504 .*visual_projection\.weight has 3\.0e\+38/,
      {
        'model.safetensors': changedWeights(weights, (data, name) =>
          name === 'visual_projection.weight' ? data.fill(3e38) : data,
        ),
      },
    ],
    [
      'weights that are NaN',
      'non-finite-weights',
      /visual_projection\.weight/,
      {
        'model.safetensors': changedWeights(weights, (data, name) =>
          name === 'visual_projection.weight' ? data.fill(Number.NaN, 3, 4) : data,
        ),
      },
    ],
    [
      'the index of a checkpoint',
      'sharded',
      /in 2 parts/,
      {
        'model.safetensors': utf8('{"weight_map":{"a":"1.safetensors","b":"2.safetensors"}}'),
      },
    ],
    [
      'layers of a deeper model',
      'weights-do-not-fit',
      /layers\.3\.\S+ has no place/,
      {
        'config.json': utf8(
          JSON.stringify({
            ...config,
            vision_config: { ...config.vision_config, num_hidden_layers: 3 },
          }),
        ),
      },
    ],
    [
      'a config in UTF-16',
      'not-utf-8',
      /config\.json is not a text in UTF-8/,
      {
        'config.json': Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0),
      },
    ],
    [
      'sizes for 300 GB',
      'config-file',
      /weights, \d{3}\.\d\sGiB in float32; at most 4 GiB/,
      {
        'config.json': utf8(
          JSON.stringify({
            model_type: 'clip',
            text_config: { hidden_size: 8192, intermediate_size: 32_768, num_hidden_layers: 88 },
          }),
        ),
      },
    ],
  ])('is refused for %s', (_, code, words, changes) => {
    const before = tf.memory().numTensors;
    try {
      build(changes);
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({ code, message: expect.stringMatching(words) });
      expect((error as Error).message.length).toBeLessThan(800);
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('a model that the device cannot hold is refused with need and limit', () => {
  const huge = parseClipConfig('{"model_type":"clip","text_config":{"vocab_size":900000}}');
  expect(() => checkModelFits(huge, limits)).toThrow(
    /1\.72\sGiB in one buffer; .* allows 1\.00\sGiB/,
  );
  const small = { maxTensorBytes: GIB, maxTotalBytes: GIB / 2 };
  const base = parseClipConfig('{"model_type":"clip"}');
  expect(() => checkModelFits(base, small)).toThrow(/0\.56\sGiB of memory; .* allows 0\.50\sGiB/);
  expect(() => checkModelFits(base, limits)).not.toThrow();
});

describe('the first forward pass', () => {
  test('lets a sound model go, and leaves nothing behind', async () => {
    const lab = tinyLab();
    const before = tf.memory().numTensors;
    await checkFirstPass(lab.pretrained, lab, 'Tiny');
    expect(tf.memory().numTensors).toBe(before);
    lab.pretrained.dispose();
  });

  test.each([0, 1e30])('refuses weights of %d, finite alone and not together', async (number) => {
    const lab = tinyLab();
    for (const [name, weight] of lab.pretrained.variables) {
      if (name === 'logit_scale') continue;
      const value = tf.fill(weight.shape, number);
      weight.assign(value);
      value.dispose();
    }
    await expect(checkFirstPass(lab.pretrained, lab, 'Tiny')).rejects.toMatchObject({
      code: 'non-finite-logits',
    });
    lab.pretrained.dispose();
  });
});
