import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import embeddedJson from '../../../public/models/iconclip/config.json?raw';
import { ConfigFileError } from '../../../src/model/configFileError.ts';
import { parseClipConfig } from '../../../src/model/parseClipConfig.ts';

const parse = (config: unknown) => parseClipConfig(JSON.stringify(config));
const clip = (text: object = {}, vision: object = {}, rest: object = {}) =>
  parse({ model_type: 'clip', text_config: text, vision_config: vision, ...rest });

const defaults = {
  projectionDim: 512,
  text: {
    hiddenSize: 512,
    intermediateSize: 2048,
    layerCount: 12,
    headCount: 8,
    activation: 'quick_gelu',
    layerNormEps: 1e-5,
    vocabSize: 49_408,
    maxPositions: 77,
  },
  vision: {
    hiddenSize: 768,
    intermediateSize: 3072,
    layerCount: 12,
    headCount: 12,
    activation: 'quick_gelu',
    layerNormEps: 1e-5,
    imageSize: 224,
    patchSize: 32,
  },
  eosTokenId: 49_407,
};

describe('parseClipConfig', () => {
  test('reads the embedded model', () => {
    expect(parseClipConfig(embeddedJson)).toEqual({
      projectionDim: 128,
      text: {
        hiddenSize: 128,
        intermediateSize: 512,
        layerCount: 2,
        headCount: 4,
        activation: 'quick_gelu',
        layerNormEps: 1e-5,
        vocabSize: 4096,
        maxPositions: 16,
      },
      vision: {
        hiddenSize: 128,
        intermediateSize: 512,
        layerCount: 4,
        headCount: 4,
        activation: 'quick_gelu',
        layerNormEps: 1e-5,
        imageSize: 48,
        patchSize: 8,
      },
      eosTokenId: 4095,
    });
  });

  test('fills in every default', () => {
    expect(parse({ model_type: 'clip' })).toEqual(defaults);
    expect(parse({ model_type: 'clip', text_config: null, vision_config: {} })).toEqual(defaults);
    expect(clip({ hidden_act: 'gelu' }).text.activation).toBe('gelu');
  });

  test('an old section replaces the new one, its own defaults included', () => {
    const config = clip(
      { hidden_size: 64, vocab_size: 1000 },
      { patch_size: 16 },
      { text_config_dict: { hidden_size: 256 }, vision_config_dict: null },
    );
    expect(config.text).toMatchObject({ hiddenSize: 256, vocabSize: 49_408 });
    expect(config.vision.patchSize).toBe(16);
  });

  test.each([
    [{ eos_token_id: 49_407 }, 49_407],
    [{ vocab_size: 100, eos_token_id: 98 }, 98],
    [{ eos_token_id: 2 }, null],
    [{ vocab_size: 100 }, null],
    [{ vocab_size: 100, eos_token_id: 49_407 }, null],
  ])('pools at the token that %j means', (text, eosTokenId) =>
    expect(clip(text).eosTokenId).toBe(eosTokenId),
  );

  test('ignores custom code and hostile names', () => {
    const json =
      '{"model_type":"clip","auto_map":{"AutoModel":"x.Y"},"__proto__":{"projection_dim":7},"text_config":{"constructor":1,"__proto__":{"hidden_size":8}}}';
    expect(parseClipConfig(json)).toEqual(defaults);
    expect(({} as Record<string, unknown>).projection_dim).toBeUndefined();
  });
});

describe('parseClipConfig refuses', () => {
  test.each<[string, string, RegExp]>([
    ['what is not JSON', '{"model_type":', /not valid JSON/],
    ['a list', '[]', /a list, not an object/],
    ['null', 'null', /null, not an object/],
    ['another model', '{"model_type":"siglip"}', /"siglip"/],
    ['no model type', '{}', /looks like an empty object/],
    ['a book', `{"model_type":"clip","x":"${'x'.repeat(1e6)}"}`, /characters/],
    [
      'a deep value',
      `{"model_type":"clip","projection_dim":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      /a list/,
    ],
    ['a section that is a list', '{"model_type":"clip","text_config":[]}', /text_config is a list/],
  ])('%s', (_, json, message) => {
    expect(() => parseClipConfig(json)).toThrow(ConfigFileError);
    expect(() => parseClipConfig(json)).toThrow(message);
  });

  test.each([0, -1, 1e9, 2.5, '768', true, {}, []])('hidden_size %j', (value) =>
    expect(() => clip({}, { hidden_size: value })).toThrow(/hidden_size/),
  );

  test.each<[string, object, object]>([
    ['heads that do not divide', { hidden_size: 512, num_attention_heads: 7 }, {}],
    ['patches that do not divide', {}, { image_size: 224, patch_size: 15 }],
    ['a patch larger than the image', {}, { image_size: 32, patch_size: 64 }],
    ['an unknown activation', { hidden_act: 'relu' }, {}],
    ['an activation that is inherited', { hidden_act: 'constructor' }, {}],
    ['an epsilon of 0', { layer_norm_eps: 0 }, {}],
    ['an epsilon as text', {}, { layer_norm_eps: '1e-5' }],
    ['one channel', {}, { num_channels: 1 }],
    ['captions of two tokens', { max_position_embeddings: 2 }, {}],
    ['a negative eos', { eos_token_id: -1 }, {}],
    ['an eos as list', { eos_token_id: [2] }, {}],
  ])('%s', (_, text, vision) => expect(() => clip(text, vision)).toThrow(ConfigFileError));

  test('by name whatever the file holds', () => {
    const field = fc.constantFrom(
      ...['hidden_size', 'num_attention_heads', 'layer_norm_eps', 'hidden_act', 'eos_token_id'],
      ...['image_size', 'patch_size', 'vocab_size', '__proto__', 'num_channels'],
    );
    const section = fc.dictionary(field, fc.oneof(fc.jsonValue(), fc.integer(), fc.nat(64)));
    fc.assert(
      fc.property(section, section, fc.jsonValue(), (text, vision, projection) => {
        try {
          const config = clip(text, vision, { projection_dim: projection });
          for (const { hiddenSize, headCount } of [config.text, config.vision]) {
            expect(hiddenSize % headCount).toBe(0);
          }
          expect(config.vision.imageSize % config.vision.patchSize).toBe(0);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigFileError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
