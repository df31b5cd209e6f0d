import { ConfigFileError } from './configFileError.ts';

/** What preprocessor_config.json says about pixels: value = (byte · rescale − mean) / std. */
export interface Preprocessor {
  /** S */
  readonly size: number;
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  readonly rescale: number;
}

const FILE = 'preprocessor_config.json';
const MAX_SIZE = 1024;

type Json = Record<string, unknown>;

function readTriple(value: unknown, name: string): readonly [number, number, number] {
  const good = Array.isArray(value) && value.length === 3 && value.every(Number.isFinite);
  if (!good) throw new ConfigFileError(FILE, `${name} is not three numbers`);
  return value as unknown as readonly [number, number, number];
}

function readSize(root: Json): number {
  for (const value of [root.crop_size, root.size]) {
    if (typeof value === 'number') return value;
    if (value && typeof value === 'object') {
      const { height, width, shortest_edge: edge } = value as Json;
      const side = height ?? edge;
      if (width !== undefined && width !== height) {
        throw new ConfigFileError(FILE, 'images are not square');
      }
      if (typeof side === 'number') return side;
    }
  }
  throw new ConfigFileError(FILE, 'it names no image size');
}

/** Reads both styles: `size: 224` and `{ shortest_edge: 224 }`. @throws ConfigFileError */
export function parsePreprocessor(json: string): Preprocessor {
  let root: Json;
  try {
    root = JSON.parse(json) as Json;
  } catch {
    throw new ConfigFileError(FILE, 'it is not JSON');
  }
  if (root === null || typeof root !== 'object')
    throw new ConfigFileError(FILE, 'it is not an object');
  const size = readSize(root);
  if (!Number.isInteger(size) || size < 1 || size > MAX_SIZE) {
    throw new ConfigFileError(FILE, `its image size is ${size}`);
  }
  const rescale = root.do_rescale === false ? 1 : (root.rescale_factor ?? 1 / 255);
  if (typeof rescale !== 'number' || !(rescale > 0)) {
    throw new ConfigFileError(FILE, 'rescale_factor is not a positive number');
  }
  if (root.do_normalize === false) return { size, mean: [0, 0, 0], std: [1, 1, 1], rescale };
  const mean = readTriple(root.image_mean, 'image_mean');
  const std = readTriple(root.image_std, 'image_std');
  if (std.some((s) => s <= 0)) throw new ConfigFileError(FILE, 'image_std has a 0');
  return { size, mean, std, rescale };
}
