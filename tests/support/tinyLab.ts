import vector from '#vectors/12_tiny_clip.json';
import type { Dataset } from '../../src/data/dataset.ts';
import type { Lab } from '../../src/engine/lab.ts';
import { createRng } from '../../src/math/rng.ts';
import type { ClipModel } from '../../src/model/clip.ts';
import { createClip } from '../../src/model/createClip.ts';
import { parseClipConfig } from '../../src/model/parseClipConfig.ts';

interface TensorJson {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** The tiny CLIP of the reference vectors as a model of ours. */
export function tinyClip(): ClipModel {
  const config = parseClipConfig(JSON.stringify(vector.config));
  const weights = new Map(
    Object.entries(vector.state_dict as Record<string, TensorJson | number>).map(([name, value]) =>
      typeof value === 'number'
        ? [name, { shape: [], data: Float32Array.of(value) }]
        : [name, { shape: value.shape, data: Float32Array.from(value.data) }],
    ),
  );
  return createClip(config, weights, config.eosTokenId ?? undefined);
}

const SIDE = 16;
const classes = ['one', 'two', 'three', 'four'];

function split(id: string, role: Dataset['splits'][number]['role'], count: number, stream: number) {
  const rng = createRng(7, 100 + stream);
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes.length);
  const pixels = new Uint8Array(count * SIDE * SIDE * 3);
  labels.forEach((label, i) => {
    const size = SIDE * SIDE * 3;
    for (let p = 0; p < size; p++) {
      // A class is a bright quarter of the image; noise makes images differ.
      const quarter = Math.floor((4 * p) / size);
      pixels[i * size + p] = (quarter === label ? 180 : 40) + rng.below(60);
    }
  });
  return { id, label: id, role, count, labels, pixels };
}

/** A lab small enough for a software GPU: tiny CLIP, four classes of synthetic images. */
export function tinyLab(): Lab {
  const dataset: Dataset = {
    id: 'tiny',
    label: 'Tiny',
    version: '1',
    licence: 'CC0-1.0',
    imageSize: SIDE,
    classNames: classes,
    splits: [
      split('train', 'train', 32, 1),
      split('val', 'val', 12, 2),
      split('id', 'id', 16, 3),
      split('ood', 'ood', 16, 4),
    ],
  };
  return {
    pretrained: tinyClip(),
    dataset,
    normalisation: { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5], rescale: 1 / 255 },
    tokenise: (templates) => {
      const [bos, eos, length] = [38, 39, 5];
      const rows = classes.flatMap((_, k) =>
        templates.map((_, p) => [bos, k + 1, 20 + p, eos, eos]),
      );
      return {
        tokens: Int32Array.from(rows.flat()),
        length,
        eosPositions: Int32Array.from(rows, () => 3),
      };
    },
  };
}
