import { fieldOf, isJsonObject, type JsonObject } from '../io/parseJsonObject.ts';
import { showValue } from '../math/showValue.ts';
import { ConfigFileError } from './configFileError.ts';
import { parseConfigJson, wrongFile } from './configJson.ts';

type Triple = readonly [number, number, number];

/** What is done to pixels: value = (byte · rescale − mean) / std. */
export interface Preprocessor {
  /** S: side of the square image that the model sees, after resizing and cropping. */
  readonly size: number;
  /** Red, green, blue; of values already rescaled. */
  readonly mean: Triple;
  readonly std: Triple;
  readonly rescale: number;
}

const MAX_SIZE = 1024;
/** Statistics are of values from 0 to 1, or to 255 where nothing is rescaled. */
const MAX_STATISTIC = 255;
const MIN_STD = 1e-6;

/** Throws what is wrong with the file, as the end of a sentence. */
type Refuse = (problem: string) => never;

/** A side, written as 224, { shortest_edge: 224 } or { height: 224, width: 224 }. */
function readSide(name: string, value: unknown, refuse: Refuse): number {
  const given = isJsonObject(value) ? value : {};
  const [height, width] = [fieldOf(given, 'height'), fieldOf(given, 'width')];
  if (height !== width) {
    refuse(`${name} is not square: ${showValue(height)} × ${showValue(width)}`);
  }
  const side = isJsonObject(value) ? (height ?? fieldOf(given, 'shortest_edge')) : value;
  if (typeof side === 'number' && Number.isInteger(side) && side >= 1 && side <= MAX_SIZE) {
    return side;
  }
  return refuse(
    `${name} is ${showValue(side)}, not a whole number of pixels from 1 to ${MAX_SIZE}`,
  );
}

function readTriple(root: JsonObject, name: string, refuse: Refuse): Triple {
  const value = fieldOf(root, name);
  const isTriple =
    Array.isArray(value) &&
    value.length === 3 &&
    value.every((v) => typeof v === 'number' && Math.abs(v) <= MAX_STATISTIC);
  if (!isTriple) refuse(`${name} is not three numbers`);
  const [red, green, blue] = value as [number, number, number];
  return [red, green, blue];
}

function readRescale(root: JsonObject, refuse: Refuse): number {
  if (fieldOf(root, 'do_rescale') === false) return 1;
  const factor = fieldOf(root, 'rescale_factor') ?? 1 / 255;
  if (typeof factor === 'number' && factor > 0 && factor <= 1) return factor;
  return refuse(`rescale_factor is ${showValue(factor)}, not a number from 0 to 1`);
}

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
  const refuse: Refuse = (problem) => {
    throw new ConfigFileError(file, problem);
  };
  const root = readRoot(json, file);
  const crops = fieldOf(root, 'do_center_crop') !== false;
  const cropSize = crops ? (fieldOf(root, 'crop_size') ?? null) : null;
  const size =
    cropSize === null
      ? readSide('size', fieldOf(root, 'size'), refuse)
      : readSide('crop_size', cropSize, refuse);
  const rescale = readRescale(root, refuse);
  if (fieldOf(root, 'do_normalize') === false) {
    return { size, mean: [0, 0, 0], std: [1, 1, 1], rescale };
  }
  const std = readTriple(root, 'image_std', refuse);
  if (std.some((deviation) => deviation < MIN_STD)) refuse('image_std must be above 0');
  return { size, mean: readTriple(root, 'image_mean', refuse), std, rescale };
}
