import { join } from 'node:path';
import { projectRoot } from '../../scripts/projectRoot.ts';
import {
  type Crosscheck,
  type Final,
  finals,
  type PairComparison,
  tolerances,
} from './comparison.ts';

export const crosscheckPath = join(projectRoot, 'docs/results/crosscheck.json');
export const crosscheckPagePath = join(projectRoot, 'docs/results/crosscheck.md');

const titles: Readonly<Record<Final, string>> = {
  idAcc: 'ID acc',
  oodAcc: 'OOD acc',
  idEce: 'ID ECE',
  oodEce: 'OOD ECE',
};

const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const cell = ([lab, twin]: readonly [number, number]) =>
  lab.toFixed(4) === twin.toFixed(4) ? lab.toFixed(4) : `${lab.toFixed(4)} / ${twin.toFixed(4)}`;

function pairTable({ methods }: PairComparison): string {
  const head = ['', 'loss differs by', 'at step', ...finals.map((name) => titles[name])];
  const rows = methods.map(({ label, loss, ...both }) =>
    line([
      label,
      loss ? loss.difference.toExponential(1) : '–',
      loss ? `${loss.step}` : '–',
      ...finals.map((name) => cell(both[name])),
    ]),
  );
  return [line(head), `|---|${'---:|'.repeat(head.length - 1)}`, ...rows].join('\n');
}

/** The page of docs/results. */
export function crosscheckPage({ lab, backend, browser, torch, pairs }: Crosscheck): string {
  const parts = pairs.flatMap((pair) => [
    `## ${pair.model} on ${pair.dataset}`,
    `${pair.steps} steps of ${pair.batchSize} images; measured on ${pair.images} images of each set, or all where it has fewer.`,
    pairTable(pair),
  ]);
  return `${[
    '# The browser engine against PyTorch',
    `Methods of the lab, trained by the engine in headless Chromium and by the [PyTorch twin](../../tools/pytorch/README.md) from one exported experiment: same weights, same batches, same order of operations, each in float32 with sums of its own order. The loss is the total of a step; its largest relative difference over all steps is shown, and must stay below ${tolerances.loss}. Accuracy and ECE are those of the end; two numbers are the lab's / the twin's where they differ, and must agree within ${tolerances.final}.`,
    'Without the rounding of float32 nothing is left of these differences: [in double precision](../reference-vectors.md#in-double-precision) engine and PyTorch agree to 1e-9 over fifty steps of every method.',
    `Lab ${lab} on ${backend}, Chromium ${browser}; PyTorch ${torch}. \`npm run crosscheck\` runs both and makes this page; a method takes some four minutes on two cores; it needs Python with torch, numpy, safetensors and tokenizers.`,
    ...parts,
  ].join('\n\n')}\n`;
}
