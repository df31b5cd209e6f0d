import { type BatchSampling, batchSamplings, type RunConfig } from '../protocol/runConfig.ts';
import { boolean, fields, integer, list, number, type Reader, refuse, text } from './strictJson.ts';

export const readId: Reader<string> = (value, where) => {
  const id = text(80, 1)(value, where);
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(id) && id !== 'constructor' && id !== 'prototype'
    ? id
    : refuse(where, 'is not a name of letters, digits and dashes');
};

const readParams: Reader<Record<string, number | string>> = (value, where) => {
  const entries = [...fields(value, where)].map(([name, param]) => [
    readId(name, where),
    typeof param === 'string' ? text(80)(param, where) : number(-1e9, 1e9)(param, where),
  ]);
  return Object.fromEntries(entries);
};

/** Runs from before there was a choice were drawn at random and do not say so. */
const readSampling: Reader<BatchSampling> = (value, where) =>
  value === undefined
    ? 'random'
    : (batchSamplings.find((known) => known === value) ??
      refuse(where, `is none of ${batchSamplings.join(', ')}`));

/**
 * A run's config out of a file: known fields only, each of its type and within its widest range.
 * Whether this lab could run it is another question, which `validateRunConfig` answers.
 *
 * @throws RunFileError naming the field
 */
export const readRunConfig: Reader<RunConfig> = (value, where) => {
  const config = fields(value, where);
  const at = <Value>(name: string, read: Reader<Value>) => read(config.get(name), name);
  if (config.get('version') !== 1) refuse('the config', 'is of another version');
  const optimizer = fields(config.get('optimizer'), 'optimizer');
  const tuned = <Value>(name: string, read: Reader<Value>) => read(optimizer.get(name), name);
  const evaluation = fields(config.get('evaluation'), 'evaluation');
  const evaluated = (name: string) => integer(0, 1e6)(evaluation.get(name), name);
  return {
    version: 1,
    modelId: at('modelId', readId),
    datasetId: at('datasetId', readId),
    lanes: at(
      'lanes',
      list((lane, place) => {
        const known = fields(lane, place);
        return {
          methodId: readId(known.get('methodId'), place),
          params: readParams(known.get('params'), place),
        };
      }, 64),
    ),
    views: at(
      'views',
      list((view, place) => {
        const known = fields(view, place);
        return {
          methodId: readId(known.get('methodId'), place),
          alpha: number(0, 1)(known.get('alpha'), place),
        };
      }, 64),
    ),
    seed: at('seed', integer(0, 2 ** 32 - 1)),
    steps: at('steps', integer(1, 100_000)),
    batchSize: at('batchSize', integer(1, 4096)),
    sampling: at('sampling', readSampling),
    optimizer: {
      learningRate: tuned('learningRate', number(0, 10)),
      warmupFraction: tuned('warmupFraction', number(0, 1)),
      weightDecay: tuned('weightDecay', number(0, 10)),
      beta1: tuned('beta1', number(0, 1)),
      beta2: tuned('beta2', number(0, 1)),
      epsilon: tuned('epsilon', number(0, 1)),
      decayVectors: tuned('decayVectors', boolean),
      clipNorm: tuned('clipNorm', number(0, 1e6)),
    },
    templates: at('templates', list(text(500, 1), 200)),
    maxShift: at('maxShift', integer(0, 64)),
    evaluation: {
      everySteps: evaluated('everySteps'),
      liveLimit: evaluated('liveLimit'),
      finalLimit: evaluated('finalLimit'),
    },
  };
};
