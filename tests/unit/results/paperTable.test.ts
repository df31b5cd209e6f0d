import { expect, test } from 'vitest';
import { paperTable, renderTable } from '../../../src/results/paperTable.ts';
import { resultColumns } from '../../../src/results/resultColumns.ts';
import { standardColumns } from '../../../src/results/tableColumns.ts';
import type { TableRow } from '../../../src/results/types.ts';

const columns = resultColumns(standardColumns);

const row = (idAcc: number, oodAcc = 0.5): TableRow => ({
  idAcc,
  oodAcc,
  idEce: 0.0571,
  oodEce: 0.0836,
  idEceTs: 0.0561,
  oodEceTs: 0.0748,
  temperature: 1.25,
});

test('rows of equal label become their mean and sample deviation', () => {
  const [flyp, zs] = paperTable([
    { label: 'FLYP', row: row(0.8) },
    { label: 'ZS', row: row(0.6832) },
    { label: 'FLYP', row: row(0.9) },
  ]);
  expect(flyp).toMatchObject({ label: 'FLYP', seeds: 2 });
  expect(flyp!.mean.idAcc).toBeCloseTo(0.85, 14);
  expect(flyp!.sd!.idAcc).toBeCloseTo(Math.SQRT1_2 / 10, 14);
  expect(flyp!.sd!.oodAcc).toBe(0);
  expect(zs).toMatchObject({ label: 'ZS', seeds: 1, sd: null });
});

test('as text, in aligned columns', () => {
  const table = paperTable([
    { label: 'ZS', row: row(0.6832) },
    { label: 'CaRot', row: row(0.8) },
    { label: 'CaRot', row: row(0.9, Number.NaN) },
  ]);
  expect(renderTable(table, columns)).toBe(
    [
      'method         ID acc  OOD acc         ID ECE        OOD ECE      ID ECE TS     OOD ECE TS              T',
      'ZS              0.683    0.500          0.057          0.084          0.056          0.075          1.250',
      'CaRot   0.850 ± 0.071        –  0.057 ± 0.000  0.084 ± 0.000  0.056 ± 0.000  0.075 ± 0.000  1.250 ± 0.000',
    ].join('\n'),
  );
});

test('as Markdown, with labels that cannot break out of their cell', () => {
  const lines = renderTable(
    paperTable([{ label: 'a|b\nc', row: row(0.6832) }]),
    columns,
    'markdown',
  ).split('\n');
  expect(lines).toEqual([
    '| method | ID acc | OOD acc | ID ECE | OOD ECE | ID ECE TS | OOD ECE TS |     T |',
    '| ------ | -----: | ------: | -----: | ------: | --------: | ---------: | ----: |',
    '| a\\|b c |  0.683 |   0.500 |  0.057 |   0.084 |     0.056 |      0.075 | 1.250 |',
  ]);
});

test('a table without rows is its header', () => {
  expect(renderTable([], columns).split('\n')).toHaveLength(1);
});
