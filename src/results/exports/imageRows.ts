import { fitOnValidation } from '../methodResult.ts';
import type { MethodLogits, RowsWish } from '../statsApi.ts';
import { imagesCsv } from './imagesCsv.ts';

/** CSV in pieces, one a split: a row per image of a method, at T = 1 and at its own T*. */
export function imageRows(method: MethodLogits, { classNames, logits: withLogits }: RowsWish) {
  const { methodId: label, alpha, step, classCount, splits } = method;
  const { temperature } = fitOnValidation(splits, classCount);
  const about = { label, ...(alpha !== undefined && { alpha }), step, temperature };
  return splits.map((split) => {
    const indices = split.indices ?? Int32Array.from({ length: split.labels.length }, (_, i) => i);
    return imagesCsv(about, { ...split, indices, classCount }, classNames, { logits: withLogits });
  });
}
