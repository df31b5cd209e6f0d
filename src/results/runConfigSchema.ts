import * as v from 'valibot';
import {
  boolean,
  integer,
  list,
  mustBe,
  number,
  object,
  oneOf,
  record,
  text,
} from '../io/schema.ts';
import { batchSamplings, type RunConfig } from '../protocol/runConfig.ts';

const plainName = /^(?!(?:constructor|prototype)$)[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Name of a run, a method, a split: safe as a key of an object and of storage. */
export const id = v.pipe(
  text(80, 1),
  v.regex(plainName, mustBe('a name of letters, digits and dashes')),
);

const params = record(
  id,
  v.union([text(80), number(-1e9, 1e9)], mustBe('a short text or a number')),
);

const share = number(0, 1);
const count = integer(0, 1e6);

/**
 * A run's config out of a file: known fields only, each of its type and within its widest range.
 * Whether this lab could run it is another question, which `validateRunConfig` answers.
 */
export const runConfigSchema = object({
  version: v.literal(1, mustBe('1')),
  modelId: id,
  datasetId: id,
  lanes: list(object({ methodId: id, params }), 64),
  views: list(object({ methodId: id, alpha: share }), 64),
  seed: integer(0, 2 ** 32 - 1),
  steps: integer(1, 100_000),
  batchSize: integer(1, 4096),
  // Runs from before there was a choice were drawn at random and do not say so.
  sampling: v.optional(oneOf(batchSamplings), 'random'),
  optimizer: object({
    learningRate: number(0, 10),
    warmupFraction: share,
    weightDecay: number(0, 10),
    beta1: share,
    beta2: share,
    epsilon: share,
    decayVectors: boolean,
    clipNorm: number(0, 1e6),
  }),
  templates: list(text(500, 1), 200),
  maxShift: integer(0, 64),
  evaluation: object({ everySteps: count, liveLimit: count, finalLimit: count }),
}) satisfies v.GenericSchema<unknown, RunConfig>;
