import * as v from 'valibot';
import { fieldOf, isJsonObject, type JsonObject } from '../io/parseJsonObject.ts';
import { integer, number, readBy, tuple } from '../io/schema.ts';
import { showValue } from '../math/showValue.ts';
import { ConfigFileError } from './configFileError.ts';
import { parseConfigJson, wrongFile } from './configJson.ts';

/** What is done to pixels: value = (byte · rescale − mean) / std. */
export interface Preprocessor {
  /** S: side of the square image that the model sees, after resizing and cropping. */
  readonly size: number;
  /** Red, green, blue; of values already rescaled. */
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  readonly rescale: number;
}

/** Height and width of { height, width }, and of any other form that is square by itself. */
const sidesOf = (value: unknown): readonly unknown[] => {
  if (!isJsonObject(value)) return [value, value];
  const [height, width] = [fieldOf(value, 'height'), fieldOf(value, 'width')];
  const edge = height ?? fieldOf(value, 'shortest_edge');
  return [edge, height === width ? edge : width];
};

/** A side in pixels, written as 224, { shortest_edge: 224 } or { height: 224, width: 224 }. */
const side = v.pipe(
  v.unknown(),
  v.transform(sidesOf),
  v.check(
    ([height, width]) => height === width,
    ({ input: [height, width] }) => `is not square: ${showValue(height)} × ${showValue(width)}`,
  ),
  v.transform(([height]) => height),
  integer(1, 1024),
);

/** Statistics are of values from 0 to 1, or to 255 where nothing is rescaled. */
const threeOf = (each: v.GenericSchema<unknown, number>) =>
  tuple([each, each, each], 'three numbers');
const mean = threeOf(number(-255, 255));
const std = threeOf(number(1e-6, 255));
const rescale = v.pipe(number(0, 1), v.gtValue(0, 'must be above 0'));

/** The fields themselves, or those that transformers 5 nests in the file of a whole processor. */
function readRoot(json: string, file: string): JsonObject {
  const root = parseConfigJson(json, file);
  const nested = fieldOf(root, 'image_processor');
  const fields = isJsonObject(nested) ? nested : root;
  const normalises = fieldOf(fields, 'do_normalize') !== false;
  const wanted = normalises ? ['image_mean', 'image_std'] : [];
  const lacking = wanted.find((name) => (fieldOf(fields, name) ?? null) === null);
  if (lacking !== undefined) throw wrongFile(file, root, lacking);
  const sized = ['crop_size', 'size'].some((name) => (fieldOf(fields, name) ?? null) !== null);
  if (!sized) throw wrongFile(file, root, 'size');
  return fields;
}

/**
 * Reads preprocessor_config.json, or processor_config.json as transformers 5 saves it, in both
 * styles, `size: 224` and `size: { shortest_edge: 224 }`.
 *
 * We differ from the reference in that size, mean and deviation must be there: its defaults, the
 * statistics of OpenAI's images, would stand for those of another model without a word.
 *
 * @param file its name, for messages
 * @throws ConfigFileError for a file that lacks them, saying which file it looks like, and for sizes,
 *   means or deviations that no images can have
 *
 * Source: CLIPImageProcessor of huggingface/transformers.
 */
export function parsePreprocessor(json: string, file = 'preprocessor_config.json'): Preprocessor {
  const root = readRoot(json, file);
  const refuse = (problem: string): never => {
    throw new ConfigFileError(file, problem);
  };
  const is = (flag: string) => fieldOf(root, flag) !== false;
  const read = <Output>(
    schema: v.GenericSchema<unknown, Output>,
    name: string,
    fallback?: Output,
  ) => readBy(schema, fieldOf(root, name) ?? fallback, refuse, name);
  const crops = is('do_center_crop') && (fieldOf(root, 'crop_size') ?? null) !== null;
  return {
    size: read(side, crops ? 'crop_size' : 'size'),
    rescale: is('do_rescale') ? read(rescale, 'rescale_factor', 1 / 255) : 1,
    mean: is('do_normalize') ? read(mean, 'image_mean') : [0, 0, 0],
    std: is('do_normalize') ? read(std, 'image_std') : [1, 1, 1],
  };
}
