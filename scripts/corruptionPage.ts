/**
 * Makes docs/results/corruptions.md from docs/results/corruptions.json:
 *
 *   npx tsx scripts/corruptionPage.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corruptions } from '../src/data/corruptions/registry.ts';
import type { Interval } from '../src/results/types.ts';
import { projectRoot } from './projectRoot.ts';

export const severities = [1, 2, 3, 4, 5];

/** One model on one rung; fractions, 95 % bootstrap intervals. */
export interface Rung {
  readonly method: string;
  /** null: the untouched images, severity 0 */
  readonly shift: string | null;
  readonly severity: number;
  readonly n: number;
  readonly acc: number;
  readonly accInterval: Interval;
  readonly ece: number;
  readonly eceInterval: Interval;
  readonly noiseFloor: number;
  readonly signedGap: number;
}

export interface CorruptionLadder {
  readonly about: string;
  readonly dataset: string;
  readonly rungs: readonly Rung[];
}

const labels: Readonly<Record<string, string>> = {
  zs: 'Zero-shot',
  ft: 'FT',
  flyp: 'FLYP',
  carot: 'CaRot',
};
const short = (value: number) => value.toFixed(3).replace(/^0/, '');
const cell = (value: number, [low, high]: Interval) =>
  `${short(value)} (${short(low)}–${short(high)})`;
const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

/** A table a method and quantity: corruptions down, severities across. */
function ladderTable(rungs: readonly Rung[], text: (rung: Rung) => string): string {
  const untouched = rungs.find(({ shift }) => shift === null)!;
  const rows = corruptions.map(({ id, label }) => {
    const own = rungs.filter(({ shift }) => shift === id);
    const cells = severities.map((level) => text(own.find((rung) => rung.severity === level)!));
    return line([label, text(untouched), ...cells]);
  });
  const head = ['', 'none', ...severities.map((level) => `severity ${level}`)];
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows].join('\n');
}

/** Means over the severities: what one wants first. */
function overview(rungs: readonly Rung[], methods: readonly string[]): string {
  const meanOf = (method: string, shift: string, field: 'acc' | 'ece') => {
    const values = rungs
      .filter((rung) => rung.method === method && rung.shift === shift)
      .map((rung) => rung[field]);
    return short(values.reduce((sum, value) => sum + value, 0) / values.length);
  };
  const head = ['', ...methods.map((id) => `${labels[id] ?? id} acc`)];
  head.push(...methods.map((id) => `${labels[id] ?? id} ECE`));
  const rows = corruptions.map(({ id, label }) =>
    line([
      label,
      ...methods.map((method) => meanOf(method, id, 'acc')),
      ...methods.map((method) => meanOf(method, id, 'ece')),
    ]),
  );
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows].join('\n');
}

/** The page. */
export function ladderPage({ dataset, rungs }: CorruptionLadder): string {
  const methods = [...new Set(rungs.map(({ method }) => method))];
  const n = rungs[0]!.n.toLocaleString('en');
  const parts = methods.flatMap((id) => {
    const own = rungs.filter(({ method }) => method === id);
    return [
      `## ${labels[id] ?? id}`,
      'Accuracy:',
      ladderTable(own, ({ acc, accInterval }) => cell(acc, accInterval)),
      'ECE:',
      ladderTable(own, ({ ece, eceInterval }) => cell(ece, eceInterval)),
    ];
  });
  return `${[
    '# Corruptions of the ID test images',
    `${dataset}, ${n} line icons of the ID test, corrupted by the seven families of the page's ladder. Fractions; ECE with 15 bins of equal width, no temperature; in brackets 95 % bootstrap intervals over the images, for one training run of each method at the defaults. \`scripts/corruptionLadder.ts\` makes this page.`,
    '## Mean over the five severities',
    overview(rungs, methods),
    ...parts,
  ].join('\n\n')}\n`;
}

export const ladderPath = join(projectRoot, 'docs/results/corruptions.json');
export const ladderPagePath = join(projectRoot, 'docs/results/corruptions.md');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(ladderPagePath, ladderPage(JSON.parse(readFileSync(ladderPath, 'utf8'))));
}
