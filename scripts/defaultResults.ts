/**
 * Makes docs/results/default.json and its table, docs/results/default.md, from the runs of the default
 * experiment in PyTorch:
 *
 *   npx tsx scripts/defaultResults.ts [docs/results/default-runs.jsonl]
 *
 * The runs are lines of `python -m carot_twin finetune` (tools/pytorch), one a method and seed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from './projectRoot.ts';

/** The numbers of a row; fractions but for the temperature. OOD: unweighted mean over the styles. */
const fieldNames = [
  'idAcc',
  'oodAcc',
  'idEce',
  'oodEce',
  'temperature',
  'idEceTs',
  'oodEceTs',
  'signedGapId',
  'signedGapOod',
] as const;
type Field = (typeof fieldNames)[number];
type Fields = Readonly<Record<Field, number>>;

interface SplitNumbers {
  readonly n: number;
  readonly acc: number;
  readonly ece: number;
}

/** One line of the runs. */
export type Run = Fields & {
  readonly method: string;
  readonly seed: number;
  readonly params: Readonly<Record<string, number | string>>;
  readonly config: Readonly<Record<string, unknown>> & {
    readonly steps: number;
    readonly batchSize: number;
  };
  readonly dataset: string;
  readonly model: string;
  readonly splits: Readonly<Record<string, SplitNumbers>>;
};

/** A row of the table: means over the seeds, and how much the seeds differ. */
export type ResultRow = Fields & {
  readonly method: string;
  readonly label: string;
  readonly seeds: readonly number[];
  readonly params: Run['params'];
  /** Standard deviation over the seeds, n − 1. */
  readonly sd: Fields;
  readonly splits: Readonly<Record<string, SplitNumbers>>;
};

export interface DefaultResults {
  readonly about: string;
  readonly dataset: string;
  readonly model: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly rows: readonly ResultRow[];
}

/** In the order of the paper's table. */
const labels: Readonly<Record<string, string>> = {
  zs: 'Zero-shot',
  ft: 'FT',
  'ft-ls': 'FT+LS',
  'wise-ft': 'WiSE-FT',
  'wise-ft-ls': 'WiSE-FT+LS',
  flyp: 'FLYP',
  'flyp-ls': 'FLYP+LS',
  carot: 'CaRot',
};

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) =>
  values.length < 2
    ? 0
    : Math.sqrt(
        values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1),
      );
const digits = 6;
const rounded = (value: number) => Number(value.toFixed(digits));
const eachField = (value: (field: Field) => number) =>
  Object.fromEntries(fieldNames.map((field) => [field, rounded(value(field))])) as Record<
    Field,
    number
  >;

/** @throws Error when runs of one table differ in data, model or settings, or one comes twice */
export function summariseRuns(runs: readonly Run[]): DefaultResults {
  const [first] = runs;
  if (!first) throw new Error('There are no runs');
  const { dataset, model, config } = first;
  const shared = ({ seed: _, ...rest }: Readonly<Record<string, unknown>>) => JSON.stringify(rest);
  for (const run of runs) {
    const alike = run.dataset === dataset && run.model === model;
    if (!alike || shared(run.config) !== shared(config)) {
      throw new Error(`${run.method}, seed ${run.seed} is of another experiment`);
    }
  }
  const rows = Object.keys(labels).map((method): ResultRow => {
    const own = runs.filter((run) => run.method === method).sort((a, b) => a.seed - b.seed);
    if (own.length === 0) throw new Error(`There is no run of ${method}`);
    if (new Set(own.map(({ seed }) => seed)).size < own.length) {
      throw new Error(`${method} has two runs of one seed`);
    }
    if (new Set(own.map(({ params }) => JSON.stringify(params))).size > 1) {
      throw new Error(`The runs of ${method} differ in their parameters`);
    }
    const splits = Object.entries(own[0]!.splits).map(([id, { n }]) => [
      id,
      {
        n,
        acc: rounded(mean(own.map((run) => run.splits[id]!.acc))),
        ece: rounded(mean(own.map((run) => run.splits[id]!.ece))),
      },
    ]);
    return {
      method,
      label: labels[method]!,
      seeds: own.map(({ seed }) => seed),
      params: own[0]!.params,
      ...eachField((field) => mean(own.map((run) => run[field]))),
      sd: eachField((field) => deviation(own.map((run) => run[field]))),
      splits: Object.fromEntries(splits),
    };
  });
  const { seed: _, ...settings } = config;
  return {
    about:
      'The default experiment, mean over seeds; fractions; ECE with 15 bins of equal width over all images of a set at once; OOD: unweighted mean over the styles; TS: temperature fitted on ID validation.',
    dataset,
    model,
    config: settings,
    rows,
  };
}

const places = 3;
const cell = (value: number, sd: number, sign = false) =>
  `${sign && value >= 0 ? '+' : ''}${value.toFixed(places)} ± ${sd.toFixed(places)}`.replace(
    '-',
    '−',
  );

const headings = [
  'method',
  ...['ID acc', 'OOD acc', 'ID ECE', 'OOD ECE', 'T', 'ID ECE, TS', 'OOD ECE, TS'],
  ...['gap ID', 'gap OOD'],
];

/** The table, its columns aligned. */
export function resultsTable({ rows }: DefaultResults): string {
  const cells = rows.map((row) => [
    row.label,
    ...fieldNames.map((field) => cell(row[field], row.sd[field], field.startsWith('signedGap'))),
  ]);
  const widths = headings.map((heading, i) =>
    Math.max(heading.length, ...cells.map((line) => line[i]!.length)),
  );
  const padded = (line: readonly string[]) =>
    line.map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!)));
  const rule = widths.map((width, i) =>
    i === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [padded(headings), rule, ...cells.map(padded)]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}

/** The page with the table. */
export const resultsPage = (results: DefaultResults): string =>
  `${[
    '# The default experiment in PyTorch',
    `${results.about} Mean ± standard deviation over the seeds (in the README: half of the 95 % interval); gap is confidence minus accuracy, + is over-confident. ${results.dataset}, model ${results.model}. Made by \`scripts/defaultResults.ts\` from the runs of [the twin](../../tools/pytorch/README.md), which draws the lab's batches; [every set alone](default.json).`,
    resultsTable(results),
  ].join('\n\n')}\n`;

export const resultsPath = join(projectRoot, 'docs/results/default.json');
export const pagePath = join(projectRoot, 'docs/results/default.md');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const runsPath = process.argv[2] ?? join(projectRoot, 'docs/results/default-runs.jsonl');
  const lines = readFileSync(runsPath, 'utf8').trim().split('\n');
  const results = summariseRuns(lines.map((line) => JSON.parse(line) as Run));
  writeFileSync(resultsPath, `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(pagePath, resultsPage(results));
}
