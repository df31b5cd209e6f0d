import { firstRepeat } from '../math/firstRepeat.ts';
import { cutText } from '../math/showValue.ts';
import { damaged } from './runFileError.ts';
import type { RunRecord } from './runRecord.ts';
import { tableRow } from './tableRow.ts';
import type {
  BinSummary,
  EvaluationSummary,
  Interval,
  MethodResult,
  SplitResult,
} from './types.ts';

const refuse = (where: string, demand: string): never => damaged(`${where} ${demand}`);

/** Numbers of a file are doubles in full: what they are computed from gives them back to this. */
const tolerance = 1e-6;
/** Equal to within rounding; "no data" equals "no data". */
const same = (a: number, b: number) =>
  Number.isNaN(a) || Number.isNaN(b)
    ? Number.isNaN(a) && Number.isNaN(b)
    : Math.abs(a - b) <= tolerance;

function demandSame(where: string, name: string, value: number, source: string, target: number) {
  if (!same(value, target)) {
    refuse(where, `has ${name} ${value}, but ${source} ${target}`);
  }
}

function checkInterval(where: string, interval: Interval | null) {
  if (interval && interval[0] > interval[1]) {
    refuse(where, `goes from ${interval[0]} to ${interval[1]}: its ends are reversed`);
  }
}

function checkBin(bin: BinSummary, where: string) {
  const { lower, upper, count, correct, accuracy, confidence, accuracyInterval } = bin;
  if (!(lower < upper)) refuse(where, `reaches from ${lower} to ${upper}`);
  if (correct > count) refuse(where, `has ${correct} right of ${count} images`);
  demandSame(where, 'accuracy', accuracy ?? Number.NaN, 'its counts say', correct / count);
  const outside =
    confidence !== null && !(confidence >= lower - tolerance && confidence <= upper + tolerance);
  if (outside || (count === 0 && confidence !== null)) {
    refuse(where, `has confidence ${confidence}, which is not in it`);
  }
  checkInterval(`${where}, accuracyInterval`, accuracyInterval);
}

function checkEdges({ bins, binCount, binning }: EvaluationSummary, where: string) {
  const wanted = binning === 'width' ? bins.length === binCount : bins.length <= binCount;
  if (!wanted || bins.length === 0) refuse(where, `has ${bins.length} bins of ${binCount}`);
  bins.forEach(({ lower, upper }, b) => {
    const before = b === 0 ? 0 : bins[b - 1]!.upper;
    if (!same(lower, before))
      refuse(`${where}, bin ${b + 1},`, `begins at ${lower}, not ${before}`);
    const edge = (b + 1) / binCount;
    if (binning === 'width' && !same(upper, edge)) {
      refuse(`${where}, bin ${b + 1},`, `ends at ${upper}, not ${edge}`);
    }
  });
  if (!same(bins.at(-1)!.upper, 1)) refuse(where, 'has bins that do not end at 1');
}

/** What the bins say of the whole: each number of a summary that can be computed from them. */
function checkSummary(summary: EvaluationSummary, where: string) {
  const { n, bins, accuracy, ece, meanConfidence } = summary;
  checkEdges(summary, where);
  bins.forEach((bin, b) => {
    checkBin(bin, `${where}, bin ${b + 1},`);
  });
  const sum = (of: (bin: BinSummary) => number) => bins.reduce((total, bin) => total + of(bin), 0);
  const says = (name: string, value: number, target: number) =>
    demandSame(where, name, value, 'its bins say', target);
  says(
    'n',
    n,
    sum(({ count }) => count),
  );
  says('accuracy', accuracy, sum(({ correct }) => correct) / n);
  checkInterval(`${where}, accuracyInterval`, summary.accuracyInterval);
  checkInterval(`${where}, eceInterval`, summary.eceInterval);
  // Answers of a run that diverged have no confidence; they leave their bin and every sum without one.
  const diverged = bins.some((bin) => bin.count > 0 && bin.confidence === null);
  if (diverged) {
    says('meanConfidence', meanConfidence, Number.NaN);
    says('ece', ece, Number.NaN);
    return;
  }
  const excess = bins.map((bin) =>
    bin.count === 0 ? 0 : bin.count * (bin.confidence ?? 0) - bin.correct,
  );
  const part = (of: (gap: number) => number) =>
    excess.reduce((total, gap) => total + of(gap), 0) / n;
  says('meanConfidence', meanConfidence, sum((bin) => bin.count * (bin.confidence ?? 0)) / n);
  says(
    'overconfidentPart',
    summary.overconfidentPart,
    part((gap) => Math.max(0, gap)),
  );
  says(
    'underconfidentPart',
    summary.underconfidentPart,
    part((gap) => Math.max(0, -gap)),
  );
  says('ece', ece, part(Math.abs));
  says(
    'signedGap',
    summary.signedGap,
    part((gap) => gap),
  );
}

/** Temperature scaling changes no answer, and is the same on every split. */
function checkSplit({ raw, scaled }: SplitResult, applied: number, where: string) {
  checkSummary(raw, `${where}, raw`);
  checkSummary(scaled, `${where}, scaled`);
  demandSame(`${where}, raw`, 'temperature', raw.temperature, 'it is', 1);
  demandSame(`${where}, scaled`, 'temperature', scaled.temperature, 'the row says', applied);
  demandSame(`${where}, scaled`, 'n', scaled.n, 'raw says', raw.n);
  demandSame(`${where}, scaled`, 'accuracy', scaled.accuracy, 'raw says', raw.accuracy);
}

const demandOnce = (where: string, ids: readonly string[]) => {
  const twice = firstRepeat(ids);
  if (twice !== undefined) refuse(where, `has ${twice} twice`);
};

function checkResult({ methodId, splits, row }: MethodResult) {
  demandOnce(
    `${methodId}, splits,`,
    splits.map(({ splitId }) => splitId),
  );
  for (const split of splits) checkSplit(split, row.temperature, `${methodId}, ${split.splitId}`);
  const target = tableRow(splits, row.temperature);
  for (const name of Object.keys(target) as (keyof typeof target)[]) {
    demandSame(`${methodId}, row,`, name, row[name], 'its splits say', target[name]);
  }
}

/** A name that shows on the page. */
const demandSeen = (where: string, name: string) => {
  if (cutText(name).trim() === '') refuse(where, 'has no sign that can be seen');
};

/**
 * Holds the numbers of a run from a file against each other: the row against the splits, a summary
 * against its bins, steps against the run's length, methods against the config.
 *
 * @throws RunFileError 'damaged-file' naming the field that contradicts another
 */
export function checkRunRecord(record: RunRecord): void {
  const { name, step, config, results, bookmarks, dataset } = record;
  demandSeen('name', name);
  dataset.classNames.forEach((one, i) => {
    demandSeen(`class ${i + 1}`, one);
  });
  const lanes = [...config.lanes, ...config.views].map(({ methodId }) => methodId);
  demandOnce('the config', lanes);
  demandOnce(
    'results',
    results.map(({ methodId }) => methodId),
  );
  const demandStep = (where: string, at: number) => {
    if (at > config.steps) refuse(where, `is at step ${at} of a run of ${config.steps} steps`);
  };
  demandStep('the run', step);
  bookmarks.forEach((mark, i) => {
    demandStep(`bookmark ${i + 1}`, mark.step);
  });
  for (const result of results) {
    const { methodId } = result;
    if (!lanes.includes(methodId)) refuse('results', `has ${methodId}, which is not in the config`);
    demandStep(methodId, result.step);
    checkResult(result);
  }
}
