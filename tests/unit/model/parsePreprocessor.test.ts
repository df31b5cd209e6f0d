import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import embeddedJson from '../../../public/models/iconclip/preprocessor_config.json?raw';
import { ConfigFileError } from '../../../src/model/configFileError.ts';
import { parsePreprocessor } from '../../../src/model/parsePreprocessor.ts';

const parse = (config: unknown) => parsePreprocessor(JSON.stringify(config));

const openAi = {
  size: 224,
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
  rescale: 1 / 255,
};

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

  test('fills in every default', () => expect(parse({})).toEqual(openAi));

  test.each([
    [{ size: 224, crop_size: 224, image_mean: openAi.mean, image_std: openAi.std }],
    [{ size: { shortest_edge: 256 }, crop_size: { height: 224, width: 224 } }],
    [{ size: { height: 224, width: 224 }, crop_size: null }],
    [{ size: { shortest_edge: 224 }, crop_size: 96, do_center_crop: false }],
  ])('reads either style: %j', (config) => expect(parse(config)).toEqual(openAi));

  test('leaves pixels as they are where it is told to', () => {
    expect(parse({ do_normalize: false })).toMatchObject({ mean: [0, 0, 0], std: [1, 1, 1] });
    expect(parse({ do_rescale: false, rescale_factor: 0.5 }).rescale).toBe(1);
  });

  test.each([
    'nonsense',
    '[]',
    'null',
    '{"size":0}',
    '{"size":8192}',
    '{"size":-3}',
    '{"size":"224"}',
    '{"size":22.4}',
    '{"size":{}}',
    '{"size":[224,224]}',
    '{"crop_size":{"height":224,"width":225}}',
    '{"crop_size":{"height":224}}',
    '{"image_mean":[0.5,0.5]}',
    '{"image_mean":0.5}',
    '{"image_mean":[0.5,0.5,"0.5"]}',
    '{"image_mean":[0.5,0.5,1e400]}',
    '{"image_std":[0.5,0.5,0]}',
    '{"image_std":[0.5,0.5,-1]}',
    '{"rescale_factor":0}',
    '{"rescale_factor":1e400}',
    '{"rescale_factor":"1/255"}',
  ])('refuses %s', (json) => expect(() => parsePreprocessor(json)).toThrow(ConfigFileError));

  test('makes numbers of any bytes, or says why not', () => {
    const field = fc.constantFrom('size', 'crop_size', 'image_mean', 'image_std', 'rescale_factor');
    fc.assert(
      fc.property(fc.dictionary(field, fc.jsonValue()), (config) => {
        try {
          const { mean, std, rescale } = parse(config);
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
