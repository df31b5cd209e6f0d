import { columnTitles } from '../results/columnTitles.ts';
import { escapeMarkdown } from '../results/exports/tableText.ts';
import type { Interval } from '../results/types.ts';
import type { CellResult } from './cellResult.ts';
import { claimText, tally, verdictWords } from './claimWords.ts';
import { paperColumns, paperMargin } from './concordance.ts';
import type { StudyDesign } from './design.ts';
import { equivalence } from './findings.ts';
import type { SeedMean, StudyDifference } from './overSeeds.ts';
import { referenceId, type StudyPoint, type StudyRow } from './studyTable.ts';

const three = (value: number) => (Number.isFinite(value) ? value.toFixed(3) : '–');
const signed = (value: number) =>
  Number.isFinite(value) ? `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}` : '–';
const span = (interval: Interval | null) =>
  interval ? `[${signed(interval[0])}, ${signed(interval[1])}]` : '–';
/** "0.861 ± 0.004", ± half the interval over seeds. */
const measured = ({ mean, interval }: SeedMean) =>
  interval ? `${three(mean)} ± ${three((interval[1] - interval[0]) / 2)}` : three(mean);

/**
 * A pipe table, columns padded so that it reads as text too.
 * @param left how many columns begin at the left; the others end at the right
 */
export function pipeTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  left = 1,
): string {
  const widths = head.map((_, c) => Math.max(...[head, ...rows].map((row) => row[c]!.length)));
  const pad = (text: string, c: number) =>
    c < left ? text.padEnd(widths[c]!) : text.padStart(widths[c]!);
  const line = (cells: readonly string[]) => `| ${cells.map(pad).join(' | ')} |`;
  const rule = widths.map((width, c) =>
    c < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [head, rule, ...rows].map(line).join('\n');
}

const heads = paperColumns.map((key) => columnTitles[key]);

/** The paper's table: mean ± half the 95 % interval over seeds. */
export const pointTable = (rows: readonly StudyRow[]): string =>
  pipeTable(
    ['method', ...heads],
    rows.map(({ label, values }) => [
      escapeMarkdown(label),
      ...paperColumns.map((key) => measured(values[key]!)),
    ]),
  );

/** Every row minus standard fine-tuning: ours, with the paper's in brackets. */
function versusTable(rows: readonly StudyRow[]): string | null {
  const compared = rows.filter(({ versus }) => versus);
  if (compared.length === 0) return null;
  const text = (ours: StudyDifference | undefined, paper: number | undefined) =>
    `${ours ? signed(ours.value) : '–'}${paper === undefined ? '' : ` (${signed(paper)})`}`;
  return pipeTable(
    [
      `minus ${rows.find(({ methodId }) => methodId === referenceId)?.label ?? referenceId}`,
      ...heads,
    ],
    compared.map(({ label, versus, paperVersus }) => [
      escapeMarkdown(label),
      ...paperColumns.map((key) => text(versus?.[key], paperVersus?.[key])),
    ]),
  );
}

/** The verdicts, each claim with its difference and both of its intervals. */
function verdictText({ rows, findings }: StudyPoint): string {
  const nameOf = (id: string) => rows.find(({ methodId }) => methodId === id)?.label ?? id;
  return findings
    .map((one, i) => {
      const { finding, verdict, claims } = one;
      const table = pipeTable(
        ['claim', 'verdict', 'here', 'over seeds', 'over images', 'paper'],
        claims.map(({ claim, verdict: own, difference, paper }) => [
          claimText(claim, nameOf),
          verdictWords[own],
          difference ? signed(difference.value) : '–',
          span(difference?.overSeeds ?? null),
          span(difference?.overImages ?? null),
          paper === null ? '–' : signed(paper),
        ]),
      );
      return [
        `### ${i + 1}. ${verdictWords[verdict]}: ${finding.statement}`,
        `${tally(one)}.`,
        table,
        ...finding.exceptions,
      ].join('\n\n');
    })
    .join('\n\n');
}

const concordanceTable = ({ concordance }: StudyPoint): string =>
  pipeTable(
    ['column', 'pairs', 'same order', 'resolved, same', 'resolved, other'],
    concordance.map(({ column, pairs, agree, resolvedSame, resolvedOther }) =>
      [columnTitles[column], pairs, agree, resolvedSame, resolvedOther].map(String),
    ),
  );

const pointName = ({ at }: StudyPoint) =>
  Object.entries(at)
    .map(([setting, value]) => `${setting} = ${value}`)
    .join(', ');

/**
 * The report of a study: the table, differences against standard fine-tuning, concordance with the
 * paper, and the verdicts, for each point of its grid.
 */
export function studyMarkdown(
  design: StudyDesign,
  points: readonly StudyPoint[],
  cells: readonly CellResult[],
): string {
  const [first] = cells;
  const { config, seeds } = design;
  const counts = first?.results[0]?.splits
    .map(({ splitId, role, raw }) => `${splitId} (${role}) ${raw.n}`)
    .join(', ');
  const hours = cells.reduce((sum, { seconds }) => sum + seconds, 0) / 3600;
  const about = [
    `# ${escapeMarkdown(design.name)}`,
    `${cells.length} races of ${seeds.length * design.axes.reduce((n, { values }) => n * values.length, 1)}, ${config.steps} steps of ${config.batchSize} images, ${hours.toFixed(1)} hours.` +
      (first
        ? ` ${first.dataset.id} ${first.dataset.version}, model ${first.model.id}; ${first.backend.backend} (${first.backend.adapter}).`
        : ''),
    'Fractions, not percent; OOD is the unweighted mean over the OOD sets; ECE with 15 bins of equal width; T* is fitted on ID validation.' +
      (counts ? ` Images: ${counts}.` : ''),
  ];
  const parts = points.flatMap((point) => [
    ...(design.axes.length > 0 ? [`## ${escapeMarkdown(pointName(point))}`] : []),
    `Seeds ${point.seeds.join(', ')}${point.seeds.length > 1 ? '; ± half the 95 % interval of the mean over seeds (t)' : ': one alone, so no interval over seeds'}.`,
    pointTable(point.rows),
    'Differences, the paper’s in brackets. Those in ECE are of cross-fitted ECEs, without what chance adds to each, and so not the differences of the rows above.',
    versusTable(point.rows) ?? 'Standard fine-tuning is not in this study.',
    `Pairwise orders against the paper’s, over pairs that the paper tells apart by more than ${paperMargin}:`,
    concordanceTable(point),
    `A claim is decided where both of its 95 % intervals, over seeds and over test images, leave out what speaks against it (≈: within ${equivalence}).`,
    verdictText(point),
  ]);
  return `${[...about, ...parts].join('\n\n')}\n`;
}
