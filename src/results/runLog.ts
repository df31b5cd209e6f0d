import type { StepEvent } from '../protocol/events.ts';

/** Every step of one method: plain growing arrays, index i belongs to `steps[i]`. */
export interface MethodLog {
  readonly steps: number[];
  /** `loss`, `gradNorm`, `logitScale`, `learningRate`, `stepMs`. */
  readonly scalars: Record<string, number[]>;
  readonly parts: Record<string, number[]>;
  readonly diagnostics: Record<string, number[]>;
}

/** Kept aside from the store's state and changed in place; `revision` in the state tells of changes. */
export type RunLog = Map<string, MethodLog>;

function append(columns: Record<string, number[]>, length: number, values: object): void {
  for (const [name, value] of Object.entries(values) as [string, number][]) {
    const column = columns[name] ?? [];
    columns[name] = column;
    while (column.length < length) column.push(Number.NaN);
    column.push(value);
  }
}

/** Takes away all that came after a step, in place. */
export function cutLog(log: RunLog, step: number): void {
  for (const { steps, scalars, parts, diagnostics } of log.values()) {
    const kept = steps.findIndex((done) => done > step);
    if (kept < 0) continue;
    steps.length = kept;
    for (const columns of [scalars, parts, diagnostics]) {
      for (const column of Object.values(columns)) column.length = Math.min(column.length, kept);
    }
  }
}

/** Adds one step to its method's series; a value that was not reported before is NaN until then. */
export function logStep(log: RunLog, event: StepEvent): void {
  let entry = log.get(event.methodId);
  if (!entry) {
    entry = { steps: [], scalars: {}, parts: {}, diagnostics: {} };
    log.set(event.methodId, entry);
  }
  // After an interruption steps come again.
  if ((entry.steps.at(-1) ?? 0) >= event.step) cutLog(new Map([['', entry]]), event.step - 1);
  const { loss, gradNorm, logitScale, learningRate, stepMs } = event;
  const length = entry.steps.length;
  append(entry.scalars, length, { loss, gradNorm, logitScale, learningRate, stepMs });
  append(entry.parts, length, event.parts);
  append(entry.diagnostics, length, event.diagnostics);
  entry.steps.push(event.step);
}
