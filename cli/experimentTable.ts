import type { MethodInfo } from '../src/protocol/catalogue.ts';
import { paperTable, renderTable } from '../src/results/paperTable.ts';
import { type ResultColumn, resultColumns } from '../src/results/resultColumns.ts';
import { standardColumns } from '../src/results/tableColumns.ts';
import { type ExperimentReport, measuredRows } from './experimentReport.ts';
import { terminalName } from './terminalText.ts';

/** Images behind each number, in the order of the dataset's splits. */
function countsLine({ dataset, runs }: ExperimentReport): string {
  const [result] = runs[0]?.results ?? [];
  const labels = new Map(dataset.splits.map((split) => [split.id, split.label]));
  const counts = result?.splits.map(
    ({ splitId, role, raw }) => `${labels.get(splitId) ?? splitId} (${role}) ${raw.n}`,
  );
  return `Images per split: ${counts?.join(', ')}.`;
}

/** This run's rows: means over the seeds. */
const measured = (report: ExperimentReport, columns: readonly ResultColumn[]): string =>
  renderTable(
    paperTable(measuredRows(report, columns, ({ label }) => terminalName(label))),
    columns,
  );

/** The columns that the paper has; it gives no temperature. */
function published(
  methods: readonly MethodInfo[],
  columns: readonly ResultColumn[],
): string | null {
  const rows = methods.flatMap(({ label, paper }) =>
    paper ? [{ label: terminalName(label), row: { ...paper } }] : [],
  );
  const [first] = rows;
  const known = columns.filter(({ key }) => first && Object.hasOwn(first.row, key));
  return known.length > 0 ? renderTable(paperTable(rows), known) : null;
}

/** A result at the end of the search is a sign that T means little. */
function boundLines({ runs }: ExperimentReport): string[] {
  return runs.flatMap(({ seed, results }) =>
    results
      .filter((result) => result.temperatureAtBound)
      .map((result) => `Seed ${seed}, ${result.methodId}: T stands at the end of its range.`),
  );
}

/** What the command prints: the paper's table with this run's numbers, then the paper's own. */
export function experimentTable(
  report: ExperimentReport,
  columns: readonly ResultColumn[] = resultColumns(standardColumns),
): string {
  const { config, seeds, backend, adapter, model, dataset } = report;
  const paper = published(report.methods, columns);
  const quoted = [
    '',
    "The paper's own numbers, for comparison (ImageNet and its shifts, CLIP ViT-B/16):",
    paper,
  ];
  return [
    '',
    `${model.label} on ${dataset.label} ${dataset.version}, ${config.steps} steps of ${config.batchSize} images${config.sampling === 'distinct' ? ' of distinct classes' : ''}, ` +
      `${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}, ${backend} (${adapter})`,
    'Fractions; OOD is the unweighted mean over the OOD splits; TS: temperature T fitted on validation' +
      `${seeds.length > 1 ? '; mean ± standard deviation over the seeds' : ''}.`,
    countsLine(report),
    '',
    measured(report, columns),
    ...boundLines(report),
    ...(paper ? quoted : []),
  ].join('\n');
}
