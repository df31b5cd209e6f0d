import { topLabel } from '../../metrics/topLabel.ts';
import type { StoredSplit } from '../runRecord.ts';
import { byteOrderMark, csvRow } from './csv.ts';

/** The first row, after the mark that Excel needs. */
export const imagesCsvHeader: string = `${byteOrderMark}${csvRow([
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
])}`;

export interface ExportedMethod {
  readonly label: string;
  readonly alpha?: number;
  readonly step: number;
  /** T*, fitted on validation. */
  readonly temperature: number;
}

/**
 * A row per image of one split: what it is, what the method says, how sure it is at T = 1 and at T*.
 * Confidences are printed in full, so that every binned metric can be computed again from the file.
 */
export function imagesCsv(
  method: ExportedMethod,
  split: StoredSplit,
  classNames: readonly string[],
): string {
  const { logits, labels, indices, classCount, splitId, role } = split;
  const { label, alpha, step, temperature } = method;
  const raw = topLabel(logits, labels, classCount);
  const scaled = topLabel(logits, labels, classCount, temperature);
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
    ]);
  }
  return rows;
}
