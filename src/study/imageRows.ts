import type { EvaluationEvent, LoadedInfo } from '../protocol/events.ts';
import { imagesCsv, imagesCsvHeader } from '../results/exports/imagesCsv.ts';
import type { MethodLogits } from '../results/statsApi.ts';
import type { MethodResult } from '../results/types.ts';

export interface CellWish {
  /** Whether the rows of images hold the logits too. */
  readonly logits: boolean;
}

/** A row of the table with the logits behind it. */
export interface Answered {
  readonly logits: MethodLogits;
  readonly events: readonly EvaluationEvent[];
  readonly result: MethodResult;
}

/** Lets the page draw between two long calculations. */
const breathe = () => new Promise((resolve) => setTimeout(resolve));

/** @param events one evaluation, all of its splits */
export function answered(
  events: readonly EvaluationEvent[],
  result: MethodResult,
  { dataset: { splits } }: LoadedInfo,
): Answered {
  const { methodId, alpha, step, scope, classCount } = events[0]!;
  const own = events.map(({ splitId, logits, labels }) => {
    const role = splits.find(({ id }) => id === splitId)?.role;
    if (!role || role === 'train') throw new Error(`Evaluated split "${splitId}" is unknown.`);
    return { splitId, role, logits, labels };
  });
  const stamp = { methodId, ...(alpha !== undefined && { alpha }), step, scope, classCount };
  return { logits: { ...stamp, splits: own }, events, result };
}

/** CSV in pieces, a row per image and method; with its head. */
export async function imageRows(
  rows: readonly Answered[],
  classNames: readonly string[],
  wish: CellWish,
): Promise<string[]> {
  const text = [imagesCsvHeader(wish.logits ? classNames : [])];
  for (const { events, logits, result } of rows) {
    const { methodId: label, alpha, step, splits } = logits;
    const { temperature } = result;
    const method = { label, ...(alpha !== undefined && { alpha }), step, temperature };
    for (const [i, event] of events.entries()) {
      text.push(imagesCsv(method, { ...event, role: splits[i]!.role }, classNames, wish));
      await breathe();
    }
  }
  return text;
}
