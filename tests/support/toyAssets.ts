import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { packFileName } from '../../src/data/datasetManifest.ts';
import { layoutImages } from '../../src/data/imagePack.ts';
import { writeSafetensors } from '../../src/io/safetensors.ts';
import { createRng } from '../../src/math/rng.ts';
import { parseClipConfig } from '../../src/model/parseClipConfig.ts';
import { weightShapes } from '../../src/model/weightNames.ts';
import type { DatasetInfo, ModelInfo } from '../../src/protocol/catalogue.ts';
import { tinyTokenizerJson } from './tinyTokenizer.ts';

const imageSize = 16;
const classNames = ['red', 'green', 'blue'];

/** The one line of a toy dataset, and of a toy model that takes its images. */
export const toyDataset: DatasetInfo = {
  id: 'toy-colours',
  label: 'Toy colours',
  summary: 'Three colours.',
  classCount: classNames.length,
  imageSize,
  path: 'datasets/toy-colours',
};
export const toyModel: ModelInfo = {
  id: 'toy-clip',
  label: 'Toy CLIP',
  summary: 'Random weights.',
  imageSize,
  path: 'models/toy-clip',
};

type Folder = ReadonlyMap<string, Uint8Array>;
const utf8 = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

/** A folder's files with the manifest that vouches for them. */
function folderOf(manifest: object, files: Record<string, Uint8Array>): Folder {
  const listed = Object.entries(files).map(([path, content]) => ({
    path,
    bytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
  }));
  const whole = { format: 1, version: '1', licence: 'CC0-1.0', source: 'a test', ...manifest };
  return new Map([...Object.entries(files), ['manifest.json', utf8({ ...whole, files: listed })]]);
}

/** Noise in which one channel is bright. */
function datasetFolder(): Folder {
  const rng = createRng(7, 100);
  const roles = ['train', 'val', 'id', 'ood'] as const;
  const splits = roles.map((role) => {
    const labels = Array.from({ length: 9 }, (_, i) => i % classNames.length);
    const icons = labels.map((label, i) => `${classNames[label]} ${role} ${i}`);
    return { id: role, label: role, role, count: 9, labels, sets: labels.map(() => 0), icons };
  });
  const rgba = Uint8Array.from(
    splits.flatMap(({ labels }) =>
      labels.flatMap((label) =>
        Array.from({ length: imageSize ** 2 * 4 }, (_, i) =>
          i % 4 === 3 ? 255 : (i % 4 === label ? 180 : 20) + rng.below(60),
        ),
      ),
    ),
  );
  const set = { id: 'a', name: 'A', author: 'A', licence: 'CC0-1.0', url: 'https://a.example/' };
  const { id, label } = toyDataset;
  return folderOf(
    { id, label, changes: 'none', imageSize, classNames, templates: ['{}'], splits, sets: [set] },
    { [packFileName]: gzipSync(layoutImages(rgba, imageSize)) },
  );
}

const shipped = (name: string) =>
  JSON.parse(readFileSync(join(projectRoot, 'public/models/tinyclip', name), 'utf8'));

/** A model as it is deployed: another version, or other weights under the same. */
interface Deploy {
  readonly version: string;
  readonly seed: number;
}

function modelFolder({ version, seed }: Deploy): Folder {
  const small = {
    hidden_size: 8,
    intermediate_size: 16,
    num_attention_heads: 2,
    projection_dim: 8,
  };
  const config = shipped('config.json');
  const special = JSON.parse(tinyTokenizerJson).added_tokens as { id: number }[];
  const [bos, eos] = special.map(({ id }) => id);
  Object.assign(config, { projection_dim: 8 });
  Object.assign(config.vision_config, small, { num_hidden_layers: 1, image_size: imageSize });
  Object.assign(config.text_config, small, { bos_token_id: bos, eos_token_id: eos });
  Object.assign(config.text_config, { pad_token_id: eos, vocab_size: eos! + 1 });
  const preprocessor = shipped('preprocessor_config.json');
  preprocessor.size.shortest_edge = imageSize;
  preprocessor.crop_size = { height: imageSize, width: imageSize };
  const rng = createRng(seed, 101);
  const tensors = [...weightShapes(parseClipConfig(JSON.stringify(config)))].map(
    ([name, shape]) => {
      const data = new Float32Array(shape.reduce((size, side) => size * side, 1));
      const gain = /norm\d?\.weight$/.test(name);
      return { name, shape, data: data.map(() => (gain ? 1 : rng.uniform() - 0.5)) };
    },
  );
  return folderOf(
    { id: toyModel.id, label: toyModel.label, version },
    {
      'config.json': utf8(config),
      'model.safetensors': writeSafetensors(tensors),
      'tokenizer.json': utf8(tinyTokenizerJson),
      'preprocessor_config.json': utf8(preprocessor),
    },
  );
}

/** A server of the two folders: what fetch answers for an address. */
export function toyServer(
  model: Deploy = { version: '1', seed: 7 },
): (address: string | URL | Request) => Promise<Response> {
  const folders = new Map([
    [toyDataset.path, datasetFolder()],
    [toyModel.path, modelFolder(model)],
  ]);
  return async (address) => {
    const path = new URL(address instanceof Request ? address.url : address).pathname.slice(1);
    const cut = path.lastIndexOf('/');
    const content = folders.get(path.slice(0, cut))?.get(path.slice(cut + 1));
    return content ? new Response(Uint8Array.from(content)) : new Response(null, { status: 404 });
  };
}
