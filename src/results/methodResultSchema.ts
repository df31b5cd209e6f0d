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
  tuple,
} from '../io/schema.ts';
import { id } from './runConfigSchema.ts';
import type { MethodResult } from './types.ts';

/** JSON has no NaN: null stands for "no data". */
export const numberOrNaN = (min: number, max: number) =>
  v.pipe(
    v.union(
      [v.null(), v.nan(), number(min, max)],
      mustBe(`a number from ${min} to ${max}, or null`),
    ),
    v.transform((value) => value ?? Number.NaN),
  );

const share = number(0, 1);
const shareOrNaN = numberOrNaN(0, 1);
const count = integer(0, 1e7);
const step = integer(0, 1e6);
const temperature = number(1e-6, 1e6);
const end = number(-10, 10);
export const interval = v.nullable(tuple([end, end], 'two ends'));

const bin = object({
  lower: share,
  upper: share,
  count,
  correct: count,
  accuracy: v.nullable(share),
  confidence: v.nullable(share),
  accuracyInterval: interval,
});

const summary = object({
  n: count,
  temperature,
  binCount: integer(1, 1000),
  binning: oneOf(['width', 'mass']),
  accuracy: shareOrNaN,
  accuracyInterval: interval,
  ece: shareOrNaN,
  eceInterval: interval,
  noiseFloor: numberOrNaN(0, 10),
  meanConfidence: shareOrNaN,
  signedGap: numberOrNaN(-1, 1),
  overconfidentPart: shareOrNaN,
  underconfidentPart: shareOrNaN,
  nll: numberOrNaN(0, Number.POSITIVE_INFINITY),
  brier: numberOrNaN(0, 2.000001),
  // Of a lab with other metrics too: they are kept, whoever knows them.
  metrics: v.exactOptional(record(text(80, 1), numberOrNaN(-1e9, 1e9))),
  bins: list(bin, 1000),
});

const row = object({
  idAcc: shareOrNaN,
  oodAcc: shareOrNaN,
  idEce: shareOrNaN,
  oodEce: shareOrNaN,
  idEceTs: shareOrNaN,
  oodEceTs: shareOrNaN,
  temperature: numberOrNaN(1e-6, 1e6),
});

/** One method's result out of a file: each number in its range, whether or not they agree. */
export const methodResultSchema = object({
  methodId: id,
  alpha: v.exactOptional(share),
  step,
  scope: oneOf(['live', 'full']),
  temperature,
  temperatureAtBound: boolean,
  temperatureInterval: v.exactOptional(v.nullable(tuple([temperature, temperature], 'two ends'))),
  splits: list(
    object({ splitId: id, role: oneOf(['val', 'id', 'ood']), raw: summary, scaled: summary }),
    64,
  ),
  row,
}) satisfies v.GenericSchema<unknown, MethodResult>;
