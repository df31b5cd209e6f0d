import type { MethodLog } from './runLog.ts';
import type { LogPayload } from './runRecord.ts';

const groups = ['scalars', 'parts', 'diagnostics'] as const;

/** A method's log as one array, to be stored in one piece. */
export function packLog(methodId: string, log: MethodLog): LogPayload {
  const columns = groups.flatMap((group) =>
    Object.keys(log[group]).map((name) => ({ group, name })),
  );
  const n = log.steps.length;
  const values = new Float64Array((1 + columns.length) * n).fill(Number.NaN);
  values.set(log.steps, 0);
  columns.forEach(({ group, name }, i) => {
    values.set(log[group][name]!.slice(0, n), (i + 1) * n);
  });
  return { kind: 'log', methodId, columns, values };
}

/** The log that `packLog` stored. */
export function unpackLog({ columns, values }: LogPayload): MethodLog {
  const n = values.length / (1 + columns.length);
  const row = (i: number) => Array.from(values.subarray(i * n, (i + 1) * n));
  const log: MethodLog = { steps: row(0), scalars: {}, parts: {}, diagnostics: {} };
  columns.forEach(({ group, name }, i) => {
    log[group][name] = row(i + 1);
  });
  return log;
}
