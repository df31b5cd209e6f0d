import { expect, test } from 'vitest';
import {
  latexTable,
  markdownTable,
  tableCsv,
} from '../../../../../src/results/exports/tableText.ts';
import { standardColumns } from '../../../../../src/results/tableColumns.ts';
import { compareColumns } from '../../../../../src/store/archive/compareColumns.ts';
import { comparedOf } from '../../../../../src/store/archive/compareKey.ts';
import { compareRows } from '../../../../../src/store/archive/compareRows.ts';
import { configColumns } from '../../../../../src/store/archive/compareSettings.ts';
import { groupSeeds } from '../../../../../src/store/archive/groupSeeds.ts';
import { exportedComparison } from '../../../../../src/ui/panels/runs/exportedComparison.ts';
import { fakeRuns } from '../../../../gallery/fakeRuns.ts';
import { catalogue } from '../../../../gallery/fixtures.ts';

const records = fakeRuns().slice(0, 2);
const columns = compareColumns([...standardColumns, { metric: 'nll', scaled: true }]);
const rows = compareRows(comparedOf(records), columns);
const settings = configColumns(records, catalogue);
const table = exportedComparison({ rows, columns, settings, grouped: false }, catalogue);

test('what leaves the page has the chosen columns, the run and its settings, and spreads', () => {
  expect(table.columns.map(({ title }) => title)).toEqual([
    ...['ID acc', 'OOD acc', 'ID ECE', 'OOD ECE', 'ID ECE TS', 'OOD ECE TS'],
    ...['ID NLL TS, nats', 'OOD NLL TS, nats'],
  ]);
  expect(table.rows).toHaveLength(10);
  const { label, values, spreads } = table.rows[6]!;
  expect(label).toMatch(/^FT, FT · FLYP · CaRot, 152 steps, seed 7$/);
  expect(values[0]).toBe(records[1]!.results[1]!.row.idAcc);
  const [low, high] = rows[6]!.cells.idAcc!.interval!;
  expect(spreads?.[0]).toBe((high - low) / 2);
  expect(spreads?.[6]).toBeNaN();
});

test('every format writes a spread beside its value, and none where there is none', () => {
  const [value, spread] = [table.rows[0]!.values[0]!, table.rows[0]!.spreads![0]!];
  const written = `${(value * 100).toFixed(1)} ± ${(spread * 100).toFixed(1)}`;
  expect(markdownTable(table)).toContain(`| ${written} |`);
  expect(latexTable(table)).toContain(`& ${written.replace('±', '$\\pm$')} &`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is what pdflatex reads
  expect(latexTable(table)).toMatch(/^[\x00-\x7f]*$/);
  const [head, first] = tableCsv(table).split('\r\n');
  expect(head).toContain('method,ID acc,ID acc ±,OOD acc,');
  expect(first).toContain(`,${value},${spread},`);
});

test('seeds that stand as one are told, with the spread over them', () => {
  const grouped = groupSeeds(rows);
  const { rows: lines, caption } = exportedComparison(
    { rows: grouped, columns, settings, grouped: true },
    catalogue,
  );
  expect(lines).toHaveLength(5);
  expect(lines[1]!.label).toBe('FT, 2 seeds, seed 0, 7');
  expect(lines[1]!.spreads?.[0]).toBe(grouped[1]!.cells.idAcc!.sd);
  expect(caption).toContain('standard deviation over seeds');
});
