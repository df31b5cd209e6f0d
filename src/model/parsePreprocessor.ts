import { ConfigFileError } from './configFileError.ts';
import { type ConfigJson, fieldOf, isConfigJson, parseConfigJson, show } from './configJson.ts';

type Triple = readonly [number, number, number];

/** What preprocessor_config.json says about pixels: value = (byte · rescale − mean) / std. */
export interface Preprocessor {
  /** S: side of the square image that the model sees, after resizing and cropping. */
  readonly size: number;
  /** Red, green, blue; of values already rescaled. */
  readonly mean: Triple;
  readonly std: Triple;
  readonly rescale: number;
}

const FILE = 'preprocessor_config.json';
const MAX_SIZE = 1024;
/** Statistics are of values from 0 to 1, or to 255 where nothing is rescaled. */
const MAX_STATISTIC = 255;
const MIN_STD = 1e-6;

/** Hugging Face's defaults: the statistics of OpenAI's training images. */
const DEFAULT_SIZE = 224;
const DEFAULT_MEAN: Triple = [0.48145466, 0.4578275, 0.40821073];
const DEFAULT_STD: Triple = [0.26862954, 0.26130258, 0.27577711];

const bad = (problem: string) => new ConfigFileError(FILE, problem);

/** A side, written as 224, { shortest_edge: 224 } or { height: 224, width: 224 }. */
function readSide(name: string, value: unknown): number {
  const { height, width, shortest_edge: edge } = isConfigJson(value) ? value : {};
  if (height !== width) throw bad(`${name} is not square: ${show(height)} × ${show(width)}`);
  const side = isConfigJson(value) ? (height ?? edge) : value;
  if (typeof side === 'number' && Number.isInteger(side) && side >= 1 && side <= MAX_SIZE) {
    return side;
  }
  throw bad(`${name} is ${show(side)}, not a whole number of pixels from 1 to ${MAX_SIZE}`);
}

function readTriple(root: ConfigJson, name: string, fallback: Triple): Triple {
  const value = fieldOf(root, name) ?? fallback;
  const isTriple =
    Array.isArray(value) &&
    value.length === 3 &&
    value.every((v) => typeof v === 'number' && Math.abs(v) <= MAX_STATISTIC);
  if (!isTriple) throw bad(`${name} is not three numbers`);
  return [value[0], value[1], value[2]];
}

function readRescale(root: ConfigJson): number {
  if (fieldOf(root, 'do_rescale') === false) return 1;
  const factor = fieldOf(root, 'rescale_factor') ?? 1 / 255;
  if (typeof factor === 'number' && factor > 0 && factor <= 1) return factor;
  throw bad(`rescale_factor is ${show(factor)}, not a number from 0 to 1`);
}

/**
 * Reads preprocessor_config.json in both styles, `size: 224` and `size: { shortest_edge: 224 }`,
 * with Hugging Face's defaults for what it leaves out.
 *
 * @throws ConfigFileError for sizes, means or deviations that no images can have
 *
 * Source: CLIPImageProcessor of huggingface/transformers.
 */
export function parsePreprocessor(json: string): Preprocessor {
  const root = parseConfigJson(json, FILE);
  const crops = fieldOf(root, 'do_center_crop') !== false;
  const cropSize = crops ? (fieldOf(root, 'crop_size') ?? null) : null;
  const size =
    cropSize === null
      ? readSide('size', fieldOf(root, 'size') ?? DEFAULT_SIZE)
      : readSide('crop_size', cropSize);
  const rescale = readRescale(root);
  if (fieldOf(root, 'do_normalize') === false) {
    return { size, mean: [0, 0, 0], std: [1, 1, 1], rescale };
  }
  const std = readTriple(root, 'image_std', DEFAULT_STD);
  if (std.some((deviation) => deviation < MIN_STD)) throw bad('image_std must be above 0');
  return { size, mean: readTriple(root, 'image_mean', DEFAULT_MEAN), std, rescale };
}
