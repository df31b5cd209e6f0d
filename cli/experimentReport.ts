import type { MethodInfo } from '../src/protocol/catalogue.ts';
import type { BackendInfo, LoadedInfo } from '../src/protocol/events.ts';
import type { RunConfig } from '../src/protocol/runConfig.ts';
import { paperTable } from '../src/results/paperTable.ts';
import type { ResultColumn } from '../src/results/resultColumns.ts';
import type { MethodResult, TableRow } from '../src/results/types.ts';

export interface SeedRun {
  readonly seed: number;
  /** One per row of the table, with every split's metrics, bins and intervals. */
  readonly results: readonly MethodResult[];
}

/** One method over all seeds: means of `TableRow` and of the chosen columns; fractions 0..1. */
export type ExperimentRow = TableRow & {
  readonly method: string;
  readonly seeds: readonly number[];
};

export interface ExperimentReport {
  readonly version: 1;
  /** ISO 8601. */
  readonly created: string;
  readonly versions: { readonly lab: string; readonly tfjs: string; readonly browser: string };
  readonly backend: BackendInfo['backend'];
  readonly adapter: string;
  readonly isFallbackAdapter: boolean;
  /** How matrix products were cut up, where that is chosen by adapter. */
  readonly tile?: string;
  readonly threads: number;
  readonly notice: string | null;
  /** The race; each seed ran `{ ...config, seed }`. */
  readonly config: Omit<RunConfig, 'seed'>;
  readonly seeds: readonly number[];
  readonly model: LoadedInfo['model'];
  readonly dataset: LoadedInfo['dataset'];
  readonly methods: readonly MethodInfo[];
  readonly runs: readonly SeedRun[];
  readonly table: readonly ExperimentRow[];
  /** Sample standard deviations over the seeds, row by row; empty for a single seed. */
  readonly tableSd: readonly ExperimentRow[];
}

/** The row of the paper's table, and what else was chosen. */
const valuesOf = (
  result: MethodResult,
  columns: readonly ResultColumn[],
): TableRow & Readonly<Record<string, number>> => ({
  ...result.row,
  ...Object.fromEntries(columns.map(({ key, valueIn }) => [key, valueIn(result)])),
});

/** Every method of every seed, by a name of the method's, in the order of the methods. */
export const measuredRows = (
  { runs, methods }: Pick<ExperimentReport, 'runs' | 'methods'>,
  columns: readonly ResultColumn[],
  nameOf: (method: MethodInfo) => string,
) =>
  methods.flatMap((method) =>
    runs
      .flatMap((run) => run.results.filter(({ methodId }) => methodId === method.id))
      .map((result) => ({ label: nameOf(method), row: valuesOf(result, columns) })),
  );

/** Means and spreads in one pass; the label of a row is the method's id here. */
function tables(
  runs: readonly SeedRun[],
  methods: readonly MethodInfo[],
  columns: readonly ResultColumn[],
) {
  const seeds = runs.map((run) => run.seed);
  const rows = paperTable(measuredRows({ runs, methods }, columns, ({ id }) => id));
  return {
    table: rows.map(({ label, mean }) => ({ method: label, seeds, ...mean })),
    tableSd: rows.flatMap(({ label, sd }) => (sd ? [{ method: label, seeds, ...sd }] : [])),
  };
}

/** What a finished experiment says: everything needed to redraw its page. */
export function experimentReport(
  parts: Pick<ExperimentReport, 'created' | 'versions' | 'methods' | 'runs'> & {
    readonly config: RunConfig;
    readonly backend: BackendInfo;
    readonly loaded: LoadedInfo;
    /** Of the table; the numbers of `TableRow` are in every row. */
    readonly columns: readonly ResultColumn[];
  },
): ExperimentReport {
  const { created, versions, methods, runs, backend, loaded, columns } = parts;
  const { seed: _, ...config } = parts.config;
  return {
    version: 1,
    created,
    versions,
    backend: backend.backend,
    adapter: backend.adapter,
    isFallbackAdapter: backend.isFallbackAdapter,
    ...(backend.tile !== undefined && { tile: backend.tile }),
    threads: backend.threads,
    notice: backend.notice ?? null,
    config,
    seeds: runs.map((run) => run.seed),
    model: loaded.model,
    dataset: loaded.dataset,
    methods,
    runs,
    ...tables(runs, methods, columns),
  };
}
