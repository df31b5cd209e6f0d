/**
 * Measures models on the ladder of corruptions of the ID test images, every family at every severity,
 * and writes docs/results/corruptions.json and docs/results/corruptions.md:
 *
 *   npx tsx scripts/corruptionLadder.ts ft=ft.safetensors flyp=flyp.safetensors carot=carot.safetensors
 *
 * Weights are those that `python -m carot_twin finetune --weights` writes; the zero-shot model always
 * comes first. Without files the page alone is made again from the numbers that stand there.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { corruptImage } from '../src/data/shifts/corruptImage.ts';
import { shifts } from '../src/data/shifts/registry.ts';
import { startWasm } from '../src/ops/wasm/startWasm.ts';
import { defaultRunConfig } from '../src/protocol/runConfig.ts';
import { summarise } from '../src/results/summarise.ts';
import type { Interval } from '../src/results/types.ts';
import { projectRoot } from './projectRoot.ts';
import { type Classifier, openShippedLab, type ShippedLab, shippedWeights } from './shippedLab.ts';

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

const SPLIT = 'id-test';
const severities = [1, 2, 3, 4, 5];
const options = { temperature: 1, binCount: 15, binning: 'width', draws: 1000 } as const;
const rounded = (value: number) => Number(value.toFixed(5));
const roundedPair = ([low, high]: Interval): Interval => [rounded(low), rounded(high)];

function corruptedSplit({ dataset }: ShippedLab, shiftId: string, severity: number): Uint8Array {
  const split = dataset.splits.find(({ id }) => id === SPLIT)!;
  const side = dataset.imageSize;
  const bytes = new Uint8Array(split.labels.length * side * side * 3);
  for (let i = 0; i < split.labels.length; i++) {
    const image = corruptImage(split, side, i, { shiftId, severity });
    bytes.set(image, i * image.length);
  }
  return bytes;
}

async function measure(
  lab: ShippedLab,
  method: string,
  classifier: Classifier,
  shift: string | null,
  severity: number,
  pixels?: Uint8Array,
): Promise<Rung> {
  const { logits, labels } = await lab.answers(classifier, SPLIT, undefined, pixels);
  const found = summarise(logits, labels, lab.dataset.classNames.length, options);
  return {
    method,
    shift,
    severity,
    n: found.n,
    acc: rounded(found.accuracy),
    accInterval: roundedPair(found.accuracyInterval!),
    ece: rounded(found.ece),
    eceInterval: roundedPair(found.eceInterval!),
    noiseFloor: rounded(found.noiseFloor),
    signedGap: rounded(found.signedGap),
  };
}

async function measureAll(files: ReadonlyMap<string, string>): Promise<CorruptionLadder> {
  await startWasm({ paths: null, threads: 1 });
  const lab = await openShippedLab(defaultRunConfig.templates);
  const classifiers = new Map([...files].map(([id, path]) => [id, lab.classifier(path)]));
  const rungs: Rung[] = [];
  const onEach = async (shift: string | null, severity: number, pixels?: Uint8Array) => {
    for (const [id, classifier] of classifiers) {
      rungs.push(await measure(lab, id, classifier, shift, severity, pixels));
    }
  };
  await onEach(null, 0);
  for (const { id } of shifts) {
    for (const severity of severities) {
      await onEach(id, severity, corruptedSplit(lab, id, severity));
      process.stderr.write(`${id} ${severity}\n`);
    }
  }
  const { id, version } = lab.dataset;
  return {
    about:
      'The ID test images, corrupted; fractions; ECE with 15 bins of equal width; 95 % bootstrap intervals over images, of one training run each; no temperature.',
    dataset: `${id} ${version}`,
    rungs,
  };
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
  const rows = shifts.map(({ id, label }) => {
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
  const rows = shifts.map(({ id, label }) =>
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
  const given = process.argv.slice(2).map((text) => text.split('=') as [string, string]);
  if (given.length > 0) {
    const ladder = await measureAll(new Map([['zs', shippedWeights], ...given]));
    writeFileSync(ladderPath, `${JSON.stringify(ladder, null, 1)}\n`);
  }
  writeFileSync(ladderPagePath, ladderPage(JSON.parse(readFileSync(ladderPath, 'utf8'))));
}
