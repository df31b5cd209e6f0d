import { gzipSync } from 'node:zlib';
import { buildDataset } from '../../src/data/buildDataset.ts';
import { parseDatasetManifest } from '../../src/data/datasetManifest.ts';
import { datasetNotes } from '../../src/data/datasetNotes.ts';
import { layoutImages } from '../../src/data/imagePack.ts';
import type { Lab } from '../../src/engine/lab.ts';
import { readLane } from '../../src/engine/lane/laneFile.ts';
import { readImport } from '../../src/engine/readImport.ts';
import { parseSafetensors, toFloat32, writeSafetensors } from '../../src/io/safetensors.ts';
import { createRng, type Rng } from '../../src/math/rng.ts';
import { customCodeNotes } from '../../src/model/configJson.ts';
import { parseModelManifest } from '../../src/model/modelManifest.ts';
import { parseClipConfig } from '../../src/model/parseClipConfig.ts';
import { parsePreprocessor } from '../../src/model/parsePreprocessor.ts';
import { parseTokenizer } from '../../src/model/tokenizer.ts';
import { makeManifest } from '../unit/data/manifestFixture.ts';
import { mutateBytes, mutateJson, mutateSafetensors } from './mutate.ts';
import { tinyLab } from './tinyLab.ts';
import { tinyTokenizerJson } from './tinyTokenizer.ts';

/** A parser, files that it takes, and how to spoil one. */
export interface FuzzedParser {
  readonly name: string;
  readonly mutate: (rng: Rng) => unknown;
  /** Reads it and uses what came of it, as the lab would. */
  readonly read: (input: never) => unknown;
}

const json = (name: string, text: string, read: (text: string) => unknown): FuzzedParser => ({
  name,
  mutate: (rng) => mutateJson(rng, text),
  read,
});
const file = (name: string, bytes: Uint8Array, read: (bytes: Uint8Array) => unknown) => ({
  name,
  mutate: (rng: Rng) => mutateSafetensors(rng, bytes),
  read,
});

const size = { height: 48, width: 48 };
const pixels = {
  size: { shortest_edge: 48 },
  crop_size: size,
  do_normalize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_std: [0.5, 0.5, 0.5],
  rescale_factor: 1 / 255,
};
const clip = {
  model_type: 'clip',
  auto_map: { AutoModel: 'x.Y' },
  projection_dim: 8,
  text_config: { hidden_size: 8, num_attention_heads: 2, vocab_size: 40, eos_token_id: 39 },
  vision_config: { hidden_size: 8, num_attention_heads: 2, image_size: 16, patch_size: 8 },
};
const modelManifest = {
  format: 1,
  id: 'toy',
  label: 'Toy',
  version: '1',
  licence: 'MIT',
  source: 'drawn',
  files: ['config.json', 'model.safetensors', 'tokenizer.json', 'processor_config.json'].map(
    (path) => ({ path, bytes: 3, sha256: 'cd'.repeat(32) }),
  ),
};

/** The image pack of makeManifest's seven images, before gzip. */
function toyPack(): Uint8Array {
  const rgba = Uint8Array.from({ length: 7 * 16 * 4 }, (_, i) => (i % 4 === 3 ? 255 : i % 250));
  return layoutImages(rgba, 4);
}

function tensorFiles(lab: Lab): FuzzedParser[] {
  const tensors = [...lab.pretrained.variables].map(([name, { shape, size: count }]) => ({
    name,
    shape,
    data: new Float32Array(count).fill(0.5),
  }));
  const metadata = new Map([
    ['method', 'ft'],
    ['step', '3'],
    ['numbers', '{"a":1}'],
  ]);
  const lane = tensors.slice(0, 4).map((tensor) => ({ ...tensor, name: `model.${tensor.name}` }));
  return [
    file('a safetensors file', writeSafetensors(lane, metadata), (bytes) =>
      [...parseSafetensors(bytes).tensors.values()].map(toFloat32),
    ),
    file('imported weights', writeSafetensors(tensors), (bytes) =>
      readImport('weights.safetensors', bytes, lab),
    ),
    file('kept weights', writeSafetensors(lane, metadata), (bytes) =>
      readLane({ id: 'ft', label: 'FT' }, bytes, 0),
    ),
  ];
}

/** Every parser of a model's or a dataset's file. The caller disposes `lab.pretrained`. */
export function fuzzedParsers(): { lab: Lab; parsers: readonly FuzzedParser[] } {
  const lab = tinyLab();
  const manifest = makeManifest();
  const pack = toyPack();
  const parsers = [
    ...tensorFiles(lab),
    json('config.json', JSON.stringify(clip), (text) => [
      parseClipConfig(text),
      customCodeNotes(text, 'config.json'),
    ]),
    json('preprocessor_config.json', JSON.stringify(pixels), (text) => parsePreprocessor(text)),
    json('processor_config.json', JSON.stringify({ image_processor: pixels }), (text) =>
      parsePreprocessor(text, 'processor_config.json'),
    ),
    json('tokenizer.json', tinyTokenizerJson, (text) =>
      parseTokenizer(text).encode("the cat's 2 é", 77),
    ),
    json('manifest.json of a model', JSON.stringify(modelManifest), parseModelManifest),
    json('manifest.json of a dataset', JSON.stringify(manifest), parseDatasetManifest),
    {
      name: 'the images of a dataset',
      mutate: (rng: Rng) =>
        rng.below(2) === 0
          ? gzipSync(mutateBytes(rng, pack), { level: 1 })
          : mutateBytes(rng, gzipSync(pack, { level: 1 })),
      read: async (bytes: Uint8Array) => datasetNotes(await buildDataset(manifest, bytes)),
    },
  ];
  return { lab, parsers: parsers as readonly FuzzedParser[] };
}

/** The longest message and hint, together; five tensors' names with their shapes are the longest. */
const LONGEST_WORDS = 1000;
const SLOWEST_MS = 5000;

/** What is wrong with an error that left a parser; null for one that a person can use. */
function complaint(error: unknown): string | null {
  if (!(error instanceof Error)) return `threw ${typeof error}`;
  const { code, hint } = error as { code?: unknown; hint?: unknown };
  if (typeof code !== 'string' || typeof hint !== 'string' || hint === '') {
    return `left as a bare ${error.name}: ${error.message.slice(0, 120)}`;
  }
  if (error.message.length + hint.length > LONGEST_WORDS) {
    return `${code} says ${error.message.length + hint.length} characters`;
  }
  return null;
}

export interface FuzzReport {
  /** One line a kind, with the seed's substream of its first case. */
  readonly complaints: readonly string[];
  readonly taken: number;
  readonly refused: number;
}

/** Spoils a parser's file `count` times, case by case reproducible. */
export async function fuzz(parser: FuzzedParser, count: number, seed: number): Promise<FuzzReport> {
  const complaints = new Map<string, number>();
  let taken = 0;
  for (let i = 0; i < count; i++) {
    const input = parser.mutate(createRng(seed, 900, i));
    const start = performance.now();
    let found: string | null = null;
    try {
      await parser.read(input as never);
      taken += 1;
    } catch (error) {
      found = complaint(error);
    }
    if (performance.now() - start > SLOWEST_MS) found ??= `took longer than ${SLOWEST_MS} ms`;
    if ('polluted' in {}) found ??= 'changed what every object has';
    if (found !== null && !complaints.has(found)) complaints.set(found, i);
  }
  const lines = [...complaints].map(([what, i]) => `${parser.name}, case ${i}: ${what}`);
  return { complaints: lines, taken, refused: count - taken };
}
