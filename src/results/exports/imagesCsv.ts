import { brierMetric } from '../../metrics/brier.ts';
import { evaluation } from '../../metrics/evaluation.ts';
import { nllMetric } from '../../metrics/nll.ts';
import type { StoredSplit } from '../runRecord.ts';
import { byteOrderMark, csvRow } from './csv.ts';

const columns = [
  'method',
  'alpha',
  'step',
  'split',
  'role',
  'index',
  'true_label',
  'true_class',
  'predicted_label',
  'predicted_class',
  'confidence',
  'correct',
  'temperature',
  'confidence_scaled',
  'nll',
  'nll_scaled',
  'brier',
  'brier_scaled',
];

/**
 * The first row, after the mark that Excel needs.
 * @param classNames one more column each, "logit_0 …", where logits are wished for
 */
export const imagesCsvHeader = (classNames: readonly string[] = []): string =>
  `${byteOrderMark}${csvRow([...columns, ...classNames.map((_, k) => `logit_${k}`)])}`;

export interface ExportedMethod {
  readonly label: string;
  readonly alpha?: number;
  readonly step: number;
  /** T*, fitted on validation. */
  readonly temperature: number;
}

/**
 * A row per image of one split: what it is, what the method says, how sure it is at T = 1 and at T*.
 * Numbers are printed in full, so that every binned metric can be computed again from the file; NLL in
 * nats. With logits every number can.
 */
export function imagesCsv(
  method: ExportedMethod,
  split: StoredSplit,
  classNames: readonly string[],
  { logits: withLogits } = { logits: false },
): string {
  const { logits, labels, indices, classCount, splitId, role } = split;
  const { label, alpha, step, temperature } = method;
  const sides = [1, temperature].map((T) => {
    const own = evaluation(logits, labels, classCount, T);
    return { ...own.top, nll: nllMetric.each!(own), brier: brierMetric.each!(own) };
  });
  const [raw, scaled] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const nameOf = (index: number) => classNames[index] ?? `class ${index}`;
  let rows = '';
  for (let i = 0; i < labels.length; i++) {
    const start = i * classCount;
    let predicted = 0;
    for (let k = 1; k < classCount; k++) {
      if (logits[start + k]! > logits[start + predicted]!) predicted = k;
    }
    rows += csvRow([
      label,
      alpha ?? '',
      step,
      splitId,
      role,
      indices[i]!,
      labels[i]!,
      nameOf(labels[i]!),
      predicted,
      nameOf(predicted),
      raw.confidence[i]!,
      raw.correct[i]!,
      temperature,
      scaled.confidence[i]!,
      raw.nll[i]!,
      scaled.nll[i]!,
      raw.brier[i]!,
      scaled.brier[i]!,
      ...(withLogits ? logits.subarray(start, start + classCount) : []),
    ]);
  }
  return rows;
}
