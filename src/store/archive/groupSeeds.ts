import type { RunRecord } from '../../results/runRecord.ts';
import type { CompareCell, CompareRow } from './compareRows.ts';

/** Mean and sample standard deviation; not known while one of the seeds is not. */
function spread(cells: readonly (CompareCell | undefined)[]): CompareCell {
  const values = cells.flatMap((cell) => (cell?.value === undefined ? [] : [cell.value]));
  if (values.length < cells.length) return { value: undefined, interval: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { value: mean, interval: null, sd: Math.sqrt(squares / (values.length - 1)) };
}

/**
 * Rows of the same method whose runs differ in the seed alone, as mean and spread over the seeds. A
 * seed counts once: of two runs with one seed the newer stands for both.
 */
export function groupSeeds(rows: readonly CompareRow[]): CompareRow[] {
  const groups = new Map<string, Map<number, CompareRow>>();
  for (const row of rows) {
    const [run] = row.runs as [RunRecord];
    const group = groups.get(row.settings) ?? new Map<number, CompareRow>();
    groups.set(row.settings, group);
    const known = group.get(run.config.seed);
    if (!known || known.runs[0]!.savedAt < run.savedAt) group.set(run.config.seed, row);
  }
  return [...groups.values()].map((bySeed) => {
    const group = [...bySeed.values()];
    const [first] = group;
    if (!first || group.length === 1) return group[0]!;
    const cells = Object.fromEntries(
      Object.keys(first.cells).map((key) => [key, spread(group.map((row) => row.cells[key]))]),
    );
    return { ...first, runs: group.flatMap(({ runs }) => runs), cells };
  });
}
