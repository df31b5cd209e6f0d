import { describe, expect, test } from 'vitest';
import { methods } from '../../../src/methods/registry.ts';
import type { PaperRow } from '../../../src/protocol/catalogue.ts';
import { claimText, tally } from '../../../src/study/claimWords.ts';
import { concordance, paperColumns } from '../../../src/study/concordance.ts';
import { type Finding, findings } from '../../../src/study/findings.ts';
import { findingVerdict } from '../../../src/study/verdicts.ts';
import { cellOf } from '../../support/studyCells.ts';

const paper: Readonly<Record<string, PaperRow>> = Object.fromEntries(
  methods.flatMap((method) => (method.paper ? [[method.id, method.paper]] : [])),
);
const paperOf = (id: string) => paper[id];
const verdicts = (cells: Parameters<typeof findingVerdict>[1]) =>
  findings.map((finding) => findingVerdict(finding, cells, paperOf));
const turned = (row: PaperRow) =>
  Object.fromEntries(paperColumns.map((key) => [key, -row[key]])) as unknown as PaperRow;

describe('the findings', () => {
  test("are of rows that the lab's table has", () => {
    const named = findings.flatMap(({ claims }) =>
      claims.flatMap((claim) => ('second' in claim ? [claim.first, claim.second] : [claim.first])),
    );
    for (const id of named) expect(paper).toHaveProperty(id);
  });

  test("hold in the paper's own table, but for the exceptions that they list", () => {
    const failing = verdicts([cellOf(paper, 1e-6)]).flatMap(({ claims }) =>
      claims
        .filter(({ verdict }) => verdict !== 'reproduced')
        .map(({ claim }) => claimText(claim, (id) => id)),
    );
    expect(failing).toEqual(['ID ECE: ft-ls at T* < at T = 1', 'OOD ECE: ft-ls at T* < at T = 1']);
  });

  test('are opposite where every number is turned round', () => {
    const cells = [
      cellOf(Object.fromEntries(Object.entries(paper).map(([id, row]) => [id, turned(row)])), 1e-6),
    ];
    for (const { verdict, claims } of verdicts(cells)) {
      expect(verdict).toBe('opposite');
      for (const { claim, verdict: own, difference, paper: published } of claims) {
        if (claim.kind === 'alike') continue;
        expect(difference!.value).toBeCloseTo(-published!, 9);
        expect(['opposite', 'reproduced']).toContain(own);
      }
    }
  });

  test('are not resolved where the intervals are wide', () => {
    for (const { verdict, claims } of verdicts([cellOf(paper, 2)])) {
      expect(verdict).toBe('unresolved');
      expect(claims.every((claim) => claim.verdict === 'unresolved')).toBe(true);
    }
  });

  test('nor where the seeds contradict each other', () => {
    const other = Object.fromEntries(Object.entries(paper).map(([id, row]) => [id, turned(row)]));
    for (const { claims } of verdicts([cellOf(paper, 1e-6), cellOf(other, 1e-6)])) {
      for (const { claim, verdict } of claims) {
        if (claim.kind !== 'alike') expect(verdict).toBe('unresolved');
      }
    }
  });

  test('a row that was not raced decides nothing for the other claims, and is named', () => {
    const { carot: _, ...others } = paper;
    const [, mixing, , , , carot] = verdicts([cellOf(others, 1e-6)]);
    expect(carot!.verdict).toBe('missing');
    expect(mixing!.verdict).toBe('unresolved');
    expect(tally(mixing!)).toBe('5 of 6 reproduced, 1 not measured');
  });

  test('"alike" asks for an interval within the margin', () => {
    const finding: Finding = {
      id: 'x',
      statement: '',
      exceptions: [],
      claims: [{ kind: 'alike', column: 'idEce', first: 'ft', second: 'zs' }],
    };
    const at = (idEce: number, half: number) =>
      findingVerdict(
        finding,
        [cellOf({ ft: { ...paper.ft!, idEce }, zs: { ...paper.zs!, idEce: 0.05 } }, half)],
        paperOf,
      ).verdict;
    expect(at(0.055, 0.01)).toBe('reproduced');
    expect(at(0.055, 0.02)).toBe('unresolved');
    expect(at(0.09, 0.01)).toBe('opposite');
  });
});

describe('concordance', () => {
  const rows = Object.entries(paper).map(([id, row]) => ({ id, paper: row }));

  test('of the paper with itself is whole, over pairs beyond its margin', () => {
    for (const { column, pairs, agree, resolvedSame, resolvedOther } of concordance(
      [cellOf(paper, 1e-6)],
      rows,
    )) {
      const far = rows.flatMap((a, i) =>
        rows.slice(i + 1).filter((b) => Math.abs(a.paper[column] - b.paper[column]) > 0.01),
      );
      expect([pairs, agree, resolvedSame, resolvedOther]).toEqual([
        far.length,
        far.length,
        far.length,
        0,
      ]);
      expect(pairs).toBeGreaterThan(10);
    }
  });

  test('resolves nothing from wide intervals', () => {
    for (const one of concordance([cellOf(paper, 2)], rows)) {
      expect(one.agree).toBe(one.pairs);
      expect([one.resolvedSame, one.resolvedOther]).toEqual([0, 0]);
    }
  });
});
