import { expect, test } from 'vitest';
import { paperTable, renderTable } from '../../../src/results/paperTable.ts';
import type { TableRow } from '../../../src/results/types.ts';

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
  expect(renderTable(table)).toBe(
    [
      'method         ID acc  OOD acc         ID ECE        OOD ECE              T      ID ECE TS     OOD ECE TS',
      'ZS              0.683    0.500          0.057          0.084          1.250          0.056          0.075',
      'CaRot   0.850 ± 0.071        –  0.057 ± 0.000  0.084 ± 0.000  1.250 ± 0.000  0.056 ± 0.000  0.075 ± 0.000',
    ].join('\n'),
  );
});

test('as Markdown, with labels that cannot break out of their cell', () => {
  const lines = renderTable(paperTable([{ label: 'a|b\nc', row: row(0.6832) }]), 'markdown').split(
    '\n',
  );
  expect(lines).toEqual([
    '| method | ID acc | OOD acc | ID ECE | OOD ECE |     T | ID ECE TS | OOD ECE TS |',
    '| ------ | -----: | ------: | -----: | ------: | ----: | --------: | ---------: |',
    '| a\\|b c |  0.683 |   0.500 |  0.057 |   0.084 | 1.250 |     0.056 |      0.075 |',
  ]);
});

test('a table without rows is its header', () => {
  expect(renderTable([]).split('\n')).toHaveLength(1);
});
