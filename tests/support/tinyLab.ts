import type { Dataset } from '../../src/data/dataset.ts';
import type { Lab } from '../../src/engine/lab.ts';
import { createRng } from '../../src/math/rng.ts';
import type { Tokenizer } from '../../src/model/tokenizer.ts';
import { givenTinyClip, tinyConfigOf, tinyModelOf } from './tinyClip.ts';

/** The tiny CLIP of the reference vectors as a model of ours. */
export const tinyClip = () => tinyModelOf(givenTinyClip);

const config = tinyConfigOf(givenTinyClip);
const side = config.vision.imageSize;
const classes = ['one', 'two', 'three', 'four'];

function split(id: string, role: Dataset['splits'][number]['role'], count: number, stream: number) {
  const rng = createRng(7, 100 + stream);
  const labels = Int32Array.from({ length: count }, (_, i) => i % classes.length);
  const pixels = new Uint8Array(count * side * side * 3);
  labels.forEach((label, i) => {
    const size = side * side * 3;
    for (let p = 0; p < size; p++) {
      // A class is a bright quarter of the image; noise makes images differ.
      const quarter = Math.floor((4 * p) / size);
      pixels[i * size + p] = (quarter === label ? 180 : 40) + rng.below(60);
    }
  });
  return { id, label: id, role, count, labels, pixels };
}

const { bos_token_id: bos } = givenTinyClip.clip.config.text_config;
const eos = config.eosTokenId ?? config.text.vocabSize - 1;
/** Ids that mean neither beginning nor end; the first half are classes, the others templates. */
const words = Array.from({ length: config.text.vocabSize - 1 }, (_, i) => i + 1).filter(
  (id) => id !== bos && id !== eos,
);
const firstTemplate = Math.floor(config.text.vocabSize / 2) - 1;

/** BOS, the class, the template, EOS, and one of padding. */
function tokenise(templates: readonly string[]) {
  const rows = classes.flatMap((_, k) =>
    templates.map((_, p) => {
      const template = words[firstTemplate + p];
      if (template === undefined) throw new RangeError(`${templates.length} templates: too many`);
      return [bos, words[k]!, template, eos, eos];
    }),
  );
  return {
    tokens: Int32Array.from(rows.flat()),
    length: 5,
    eosPositions: Int32Array.from(rows, () => 3),
  };
}

/** One word a text, by its length. */
export const tinyTokenizer: Tokenizer = {
  vocabSize: config.text.vocabSize,
  bosTokenId: bos,
  eosTokenId: eos,
  encode: (text) => Int32Array.of(bos, words[(text.length - 1) % words.length]!, eos),
};

/** A lab small enough for a software GPU: tiny CLIP, four classes of synthetic images. */
export function tinyLab(): Lab {
  const dataset: Dataset = {
    id: 'tiny',
    label: 'Tiny',
    version: '1',
    licence: 'CC0-1.0',
    imageSize: side,
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
    tokenise,
  };
}
