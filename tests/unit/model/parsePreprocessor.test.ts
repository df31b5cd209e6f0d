import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import configJson from '../../../public/models/iconclip/config.json?raw';
import embeddedJson from '../../../public/models/iconclip/preprocessor_config.json?raw';
import tokenizerJson from '../../../public/models/iconclip/tokenizer.json?raw';
import { ConfigFileError } from '../../../src/model/configFileError.ts';
import { parsePreprocessor } from '../../../src/model/parsePreprocessor.ts';
import processorJson from './transformers5/processor_config.json?raw';

const parse = (config: unknown, file?: string) => parsePreprocessor(JSON.stringify(config), file);

const openAi = {
  size: 224,
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
  rescale: 1 / 255,
};
const statistics = { image_mean: openAi.mean, image_std: openAi.std };

describe('parsePreprocessor', () => {
  test('reads the embedded model', () => {
    const half = [0.5, 0.5, 0.5];
    expect(parsePreprocessor(embeddedJson)).toEqual({
      size: 48,
      mean: half,
      std: half,
      rescale: expect.closeTo(1 / 255, 12),
    });
  });

  test('reads the processor_config.json of transformers 5', () => {
    const half = [0.5, 0.5, 0.5];
    expect(parsePreprocessor(processorJson, 'processor_config.json')).toEqual({
      size: 224,
      mean: half,
      std: half,
      rescale: expect.closeTo(1 / 255, 12),
    });
  });

  test.each([
    ['an empty object', '{}'],
    ['a config.json', configJson],
    ['a tokenizer.json', tokenizerJson],
    ['a tokenizer_config.json', '{"tokenizer_class":"CLIPTokenizer","bos_token":"a"}'],
    ['the index of a checkpoint in several parts', '{"weight_map":{"w":"a.safetensors"}}'],
    ['a processor_config.json without image_processor', '{"processor_class":"CLIPProcessor"}'],
  ])('says that it was given %s, and takes nobody else’s statistics', (what, json) => {
    const looksLike = `preprocessor_config.json cannot be used: it looks like ${what}.`;
    expect(() => parsePreprocessor(json)).toThrow(looksLike);
  });

  test.each([
    ['image_mean', { size: 224, image_std: openAi.std }],
    ['image_std', { size: 224, image_mean: openAi.mean, image_std: null }],
    ['size', statistics],
  ])('asks for %s', (name, config) => {
    expect(() => parse(config)).toThrow(`it has no ${name}`);
  });

  test.each([
    [{ size: 224, crop_size: 224 }],
    [{ size: { shortest_edge: 256 }, crop_size: { height: 224, width: 224 } }],
    [{ size: { height: 224, width: 224 }, crop_size: null }],
    [{ size: { shortest_edge: 224 }, crop_size: 96, do_center_crop: false }],
  ])('reads either style: %j', (config) =>
    expect(parse({ ...config, ...statistics })).toEqual(openAi),
  );

  test('leaves pixels as they are where it is told to', () => {
    expect(parse({ size: 224, do_normalize: false })).toMatchObject({
      mean: [0, 0, 0],
      std: [1, 1, 1],
    });
    expect(
      parse({ size: 224, ...statistics, do_rescale: false, rescale_factor: 0.5 }).rescale,
    ).toBe(1);
  });

  test.each(['nonsense', '', '[]', 'null', '{"size":1,"size":2}'])('refuses %s', (json) =>
    expect(() => parsePreprocessor(json)).toThrow(ConfigFileError),
  );

  test.each<[string, unknown]>([
    ['size', 0],
    ['size', 8192],
    ['size', -3],
    ['size', '224'],
    ['size', 22.4],
    ['size', {}],
    ['size', [224, 224]],
    ['size', { height: { toString: 1 }, width: 224 }],
    ['crop_size', { height: 224, width: 225 }],
    ['crop_size', { height: 224 }],
    ['image_mean', [0.5, 0.5]],
    ['image_mean', 0.5],
    ['image_mean', [0.5, 0.5, '0.5']],
    ['image_mean', [0.5, 0.5, 256]],
    ['image_std', [0.5, 0.5, 0]],
    ['image_std', [0.5, 0.5, -1]],
    ['rescale_factor', 0],
    ['rescale_factor', 2],
    ['rescale_factor', '1/255'],
  ])('refuses %s %j by its name', (name, value) => {
    const whole = { size: 224, ...statistics, [name]: value };
    expect(() => parse(whole)).toThrow(ConfigFileError);
    expect(() => parse(whole)).toThrow(name);
  });

  test('makes numbers of any bytes, or says why not', () => {
    const field = fc.constantFrom('size', 'crop_size', 'image_mean', 'image_std', 'rescale_factor');
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), (config) => {
        try {
          const { mean, std, rescale } = parse({ size: 224, ...statistics, ...config });
          const values = mean.map((m, i) => (255 * rescale - m) / std[i]!);
          expect(values.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigFileError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
