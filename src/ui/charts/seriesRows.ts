import { drawnPoints, type Series } from './seriesFrame.ts';

/** One step's values by series id. */
export type SeriesRow = { step: number } & Record<string, number>;

/** Series as one row a step, by increasing step: what the charting library and the tables take. */
export function seriesRows(series: readonly Series[], lastStep: number): SeriesRow[] {
  const rows = new Map<number, SeriesRow>();
  for (const one of series) {
    for (const { step, value } of drawnPoints(one, lastStep)) {
      const row = rows.get(step) ?? ({ step } as SeriesRow);
      row[one.id] = value;
      rows.set(step, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.step - b.step);
}
