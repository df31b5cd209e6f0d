/** The default model and data in Node, on whatever backend is ready: for scripts and tests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { absentClasses, removeClasses } from '../src/data/absentClasses.ts';
import { buildDataset } from '../src/data/buildDataset.ts';
import type { Dataset } from '../src/data/dataset.ts';
import { packFileName, parseDatasetManifest } from '../src/data/datasetManifest.ts';
import { datasets } from '../src/data/registry.ts';
import { evaluateSplit, type SplitLogits } from '../src/engine/evaluate.ts';
import { exportedHead } from '../src/engine/exportModel.ts';
import type { Lab } from '../src/engine/lab.ts';
import { promptBankFrom } from '../src/engine/promptBank.ts';
import { parseSafetensors, toFloat32 } from '../src/io/safetensors.ts';
import type { ClassifierHead } from '../src/methods/method.ts';
import type { WeightData } from '../src/model/checkWeights.ts';
import type { ClipModel } from '../src/model/clip.ts';
import { createClip } from '../src/model/createClip.ts';
import { parseClipConfig } from '../src/model/parseClipConfig.ts';
import { parsePreprocessor } from '../src/model/parsePreprocessor.ts';
import { models } from '../src/model/registry.ts';
import { encodeBatch, parseTokenizer } from '../src/model/tokenizer.ts';
import { zeroShotHead } from '../src/model/zeroShotHead.ts';
import * as tf from '../src/ops/tf.ts';
import { projectRoot } from './projectRoot.ts';

const bytesOf = (path: string) => new Uint8Array(readFileSync(join(projectRoot, 'public', path)));
const textOf = (path: string) => new TextDecoder().decode(bytesOf(path));

export const shippedWeights = join(projectRoot, 'public', models[0]!.path, 'model.safetensors');

/** A model with the head that it is measured with. */
export interface Classifier {
  readonly model: ClipModel;
  readonly head: ClassifierHead;
}

export interface ShippedLab {
  readonly dataset: Dataset;
  /** What a race stands on: a model of its own, to be disposed. */
  lab(): Lab;
  /** Reads weights that fit the shipped model; a head in the file is used in place of the prompts'. */
  classifier(weightsPath: string): Classifier;
  /**
   * Logits on a split, absent classes removed.
   * @param wanted   positions within the split, all if left out
   * @param replaced [n, S, S, 3] bytes in place of the images
   */
  answers(
    classifier: Classifier,
    splitId: string,
    wanted?: readonly number[],
    replaced?: Uint8Array,
  ): Promise<SplitLogits>;
}

/** @param templates prompts with {} for the class */
export async function openShippedLab(templates: readonly string[]): Promise<ShippedLab> {
  const model = (name: string) => textOf(`${models[0]!.path}/${name}`);
  const config = parseClipConfig(model('config.json'));
  const normalisation = parsePreprocessor(model('preprocessor_config.json'));
  const dataset = await buildDataset(
    parseDatasetManifest(textOf(`${datasets[0]!.path}/manifest.json`)),
    bytesOf(`${datasets[0]!.path}/${packFileName}`),
  );
  const { classNames, splits } = dataset;
  const captions = classNames.flatMap((name) =>
    templates.map((template) => template.replaceAll('{}', name)),
  );
  const table = encodeBatch(
    parseTokenizer(model('tokenizer.json')),
    captions,
    config.text.maxPositions,
  );

  const promptHead = (clip: ClipModel): ClassifierHead => {
    const prompts = promptBankFrom(table, classNames.length, templates.length).all();
    const weight = zeroShotHead(clip, prompts, classNames.length);
    tf.dispose([prompts.tokens, prompts.eosPositions]);
    return { weight, bias: null };
  };
  const headOf = (weights: ReadonlyMap<string, WeightData>): ClassifierHead | null => {
    const weight = weights.get(exportedHead.weight);
    const bias = weights.get(exportedHead.bias);
    if (!weight || !bias) return null;
    return {
      weight: tf.tensor2d(weight.data, [...weight.shape] as [number, number]),
      bias: tf.tensor1d(bias.data),
    };
  };

  const readWeights = (path: string) => {
    const { tensors } = parseSafetensors(new Uint8Array(readFileSync(path)));
    return new Map(
      [...tensors].map(([name, entry]) => [name, { shape: entry.shape, data: toFloat32(entry) }]),
    );
  };

  return {
    dataset,
    lab: () => ({
      pretrained: createClip(config, readWeights(shippedWeights)),
      dataset,
      normalisation,
      tokenise: () => table,
    }),
    classifier: (weightsPath) => {
      const weights = readWeights(weightsPath);
      const own = headOf(weights);
      for (const name of Object.values(exportedHead)) weights.delete(name);
      const clip = createClip(config, weights);
      return { model: clip, head: own ?? promptHead(clip) };
    },
    answers: async ({ model: clip, head }, splitId, wanted, replaced) => {
      const split = splits.find(({ id }) => id === splitId);
      if (!split) throw new Error(`There is no split ${splitId}`);
      const indices = Int32Array.from(wanted ?? split.labels.keys());
      const settings = { normalisation, indices, chunk: 128, ...(replaced && { replaced }) };
      const found = await evaluateSplit(clip, head, split, settings);
      removeClasses(found.logits, classNames.length, absentClasses(split, classNames.length));
      return found;
    },
  };
}
