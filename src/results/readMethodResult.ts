import { readId } from './readRunConfig.ts';
import {
  boolean,
  fields,
  integer,
  list,
  number,
  numberOrNaN,
  oneOf,
  optional,
  orNull,
  type Reader,
  refuse,
} from './strictJson.ts';
import type { BinSummary, EvaluationSummary, Interval, MethodResult, TableRow } from './types.ts';

const share = numberOrNaN(0, 1);
const count = integer(0, 1e7);

const readInterval: Reader<Interval> = (value, where) => {
  const [low, high, ...rest] = list(number(-10, 10), 2)(value, where);
  if (low === undefined || high === undefined || rest.length > 0)
    return refuse(where, 'has no two ends');
  return [low, high];
};

const readBin: Reader<BinSummary> = (value, where) => {
  const bin = fields(value, where);
  return {
    lower: number(0, 1)(bin.get('lower'), where),
    upper: number(0, 1)(bin.get('upper'), where),
    count: count(bin.get('count'), where),
    correct: count(bin.get('correct'), where),
    accuracy: orNull(number(0, 1))(bin.get('accuracy'), where),
    confidence: orNull(number(0, 1))(bin.get('confidence'), where),
    accuracyInterval: orNull(readInterval)(bin.get('accuracyInterval'), where),
  };
};

const readSummary: Reader<EvaluationSummary> = (value, where) => {
  const summary = fields(value, where);
  const at = <Value>(name: string, read: Reader<Value>) => read(summary.get(name), name);
  return {
    n: at('n', count),
    temperature: at('temperature', number(1e-6, 1e6)),
    binCount: at('binCount', integer(1, 1000)),
    binning: at('binning', oneOf('width', 'mass')),
    accuracy: at('accuracy', share),
    accuracyInterval: at('accuracyInterval', orNull(readInterval)),
    ece: at('ece', share),
    eceInterval: at('eceInterval', orNull(readInterval)),
    noiseFloor: at('noiseFloor', numberOrNaN(0, 10)),
    meanConfidence: at('meanConfidence', share),
    signedGap: at('signedGap', numberOrNaN(-1, 1)),
    overconfidentPart: at('overconfidentPart', share),
    underconfidentPart: at('underconfidentPart', share),
    nll: at('nll', numberOrNaN(0, Number.POSITIVE_INFINITY)),
    brier: at('brier', numberOrNaN(0, 2.000001)),
    bins: at('bins', list(readBin, 1000)),
  };
};

const readRow: Reader<TableRow> = (value, where) => {
  const row = fields(value, where);
  const at = (name: keyof TableRow) => share(row.get(name), name);
  return {
    idAcc: at('idAcc'),
    oodAcc: at('oodAcc'),
    idEce: at('idEce'),
    oodEce: at('oodEce'),
    idEceTs: at('idEceTs'),
    oodEceTs: at('oodEceTs'),
    temperature: numberOrNaN(1e-6, 1e6)(row.get('temperature'), 'temperature'),
  };
};

/** One method's result out of a file. @throws RunFileError naming the field */
export const readMethodResult: Reader<MethodResult> = (value, where) => {
  const result = fields(value, where);
  return {
    methodId: readId(result.get('methodId'), where),
    ...optional(result, 'alpha', number(0, 1)),
    step: integer(0, 1e6)(result.get('step'), where),
    scope: oneOf('live', 'full')(result.get('scope'), where),
    temperature: number(1e-6, 1e6)(result.get('temperature'), where),
    temperatureAtBound: boolean(result.get('temperatureAtBound'), where),
    splits: list((split, place) => {
      const known = fields(split, place);
      return {
        splitId: readId(known.get('splitId'), place),
        role: oneOf('val', 'id', 'ood')(known.get('role'), place),
        raw: readSummary(known.get('raw'), place),
        scaled: readSummary(known.get('scaled'), place),
      };
    }, 64)(result.get('splits'), 'splits'),
    row: readRow(result.get('row'), where),
  };
};
