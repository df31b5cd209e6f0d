import type { MethodInfo, PaperRow } from '../protocol/catalogue.ts';
import type { SettingValue } from '../protocol/namedSettings.ts';
import { type ResultColumn, resultColumns } from '../results/resultColumns.ts';
import { standardColumns } from '../results/tableColumns.ts';
import type { CellResult } from './cellResult.ts';
import { type Concordance, concordance, paperColumns } from './concordance.ts';
import { axisPoints, type StudyDesign } from './design.ts';
import { findings } from './findings.ts';
import { type SeedMean, type StudyDifference, seedMean } from './overSeeds.ts';
import { type FindingVerdict, findingVerdict, pairOverSeeds } from './verdicts.ts';

/** One method at one point of the grid. */
export interface StudyRow {
  readonly methodId: string;
  readonly label: string;
  /** Weight of the fine-tuned model, for interpolation views. */
  readonly alpha?: number;
  /** By key of the column. */
  readonly values: Readonly<Record<string, SeedMean>>;
  /** Minus standard fine-tuning, by column; null for that row itself and where it was not raced. */
  readonly versus: Readonly<Record<string, StudyDifference>> | null;
  readonly paper: PaperRow | null;
  /** The paper's row minus its row of standard fine-tuning. */
  readonly paperVersus: PaperRow | null;
}

/** One point of the grid, over its seeds. */
export interface StudyPoint {
  readonly at: Readonly<Record<string, SettingValue>>;
  /** Those that are done. */
  readonly seeds: readonly number[];
  readonly rows: readonly StudyRow[];
  readonly findings: readonly FindingVerdict[];
  readonly concordance: readonly Concordance[];
}

/** Differences of the table are against this method, as the paper's text has them. */
export const referenceId = 'ft';

const minus = (own: PaperRow, other: PaperRow): PaperRow =>
  Object.fromEntries(
    paperColumns.map((key) => [key, own[key] - other[key]]),
  ) as unknown as PaperRow;

const isAt = (cell: CellResult, at: StudyPoint['at']) =>
  Object.entries(at).every(([setting, value]) => cell.at[setting] === value);

/**
 * The table, the verdicts and the concordance of a study, at each point of its grid of which a seed is
 * done. Rows come in the order of the catalogue.
 *
 * @param cells those that are done, in any order
 */
export function studyPoints(
  design: Pick<StudyDesign, 'axes'>,
  cells: readonly CellResult[],
  methods: readonly MethodInfo[],
  columns: readonly ResultColumn[] = resultColumns(standardColumns),
): StudyPoint[] {
  const paperOf = (id: string) => methods.find((method) => method.id === id)?.paper;
  return axisPoints(design.axes).flatMap((at): StudyPoint[] => {
    const own = cells.filter((cell) => isAt(cell, at)).sort((a, b) => a.seed - b.seed);
    if (own.length === 0) return [];
    const inAll = methods.filter(({ id }) =>
      own.every(({ results }) => results.some(({ methodId }) => methodId === id)),
    );
    const rows = inAll.map(({ id, label, paper }): StudyRow => {
      const results = own.map(({ results }) => results.find(({ methodId }) => methodId === id)!);
      const { alpha } = results[0]!;
      const versus = paperColumns.flatMap((key) => {
        const difference = id === referenceId ? null : pairOverSeeds(own, id, referenceId, key);
        return difference ? [[key, difference] as const] : [];
      });
      const base = paperOf(referenceId);
      return {
        methodId: id,
        label,
        ...(alpha !== undefined && { alpha }),
        values: Object.fromEntries(
          columns.map(({ key, valueIn }) => [key, seedMean(results.map(valueIn))]),
        ),
        versus: versus.length > 0 ? Object.fromEntries(versus) : null,
        paper: paper ?? null,
        paperVersus: paper && base && id !== referenceId ? minus(paper, base) : null,
      };
    });
    return [
      {
        at,
        seeds: own.map(({ seed }) => seed),
        rows,
        findings: findings.map((finding) => findingVerdict(finding, own, paperOf)),
        concordance: concordance(
          own,
          inAll.flatMap(({ id, paper }) => (paper ? [{ id, paper }] : [])),
        ),
      },
    ];
  });
}
