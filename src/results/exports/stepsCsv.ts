import type { MethodLog, RunLog } from '../runLog.ts';
import { byteOrderMark, csvRow } from './csv.ts';
import type { LoggedScalars } from './tfevents.ts';

const groups = ['scalars', 'parts', 'diagnostics'] as const;

/** What was reported at one step, by name; what was not is left out. */
function scalarsAt(log: MethodLog, i: number): Record<string, number> {
  const named = groups.flatMap((group) =>
    Object.entries(log[group]).map(([name, values]) => [name, values[i] ?? Number.NaN] as const),
  );
  return Object.fromEntries(named.filter(([, value]) => Number.isFinite(value)));
}

/** A row per step and method: loss, its parts, gradient norm, learning rate and what a method reports. */
export function stepsCsv(log: RunLog, labelOf: (methodId: string) => string): string {
  const names = [
    ...new Set(
      [...log.values()].flatMap((own) => groups.flatMap((group) => Object.keys(own[group]))),
    ),
  ];
  const rows = [...log].flatMap(([methodId, own]) =>
    own.steps.map((step, i) => {
      const scalars = scalarsAt(own, i);
      return csvRow([labelOf(methodId), step, ...names.map((name) => scalars[name] ?? Number.NaN)]);
    }),
  );
  return `${byteOrderMark}${csvRow(['method', 'step', ...names])}${rows.join('')}`;
}

/**
 * The same for TensorBoard, all methods in one file: "FT/loss".
 * @param at seconds since 1970
 */
export const stepsLogged = (
  log: RunLog,
  labelOf: (methodId: string) => string,
  at: number,
): readonly LoggedScalars[] =>
  [...log].flatMap(([methodId, own]) =>
    own.steps.map((step, i) => ({
      at,
      step,
      scalars: Object.fromEntries(
        Object.entries(scalarsAt(own, i)).map(([name, value]) => [
          `${labelOf(methodId)}/${name}`,
          value,
        ]),
      ),
    })),
  );
