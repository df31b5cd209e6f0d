import { expect, test } from 'vitest';
import { stepsCsv, stepsLogged } from '../../../../src/results/exports/stepsCsv.ts';
import type { MethodLog } from '../../../../src/results/runLog.ts';

const log = new Map<string, MethodLog>([
  ['ft', { steps: [1, 2], scalars: { loss: [2, 1.5] }, parts: { ce: [2, 1.5] }, diagnostics: {} }],
  [
    'carot',
    {
      steps: [1],
      scalars: { loss: [3] },
      parts: { contrastive: [1] },
      diagnostics: { teacher: [Number.NaN] },
    },
  ],
]);
const labelOf = (id: string) => id.toUpperCase();

test('a row per step and method, empty where a method reports nothing', () => {
  const [head, ...rows] = stepsCsv(log, labelOf).trim().split('\r\n');
  expect(head).toBe('method,step,loss,ce,contrastive,teacher');
  expect(rows).toEqual(['FT,1,2,2,,', 'FT,2,1.5,1.5,,', 'CAROT,1,3,,1,']);
});

test('the same as scalars by method', () =>
  expect(stepsLogged(log, labelOf, 7)).toEqual([
    { at: 7, step: 1, scalars: { 'FT/loss': 2, 'FT/ce': 2 } },
    { at: 7, step: 2, scalars: { 'FT/loss': 1.5, 'FT/ce': 1.5 } },
    { at: 7, step: 1, scalars: { 'CAROT/loss': 3, 'CAROT/contrastive': 1 } },
  ]));
