import type { BackendInfo } from '../protocol/events.ts';
import type { SettingValue } from '../protocol/namedSettings.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { DifferenceOptions } from '../results/statsApi.ts';
import { standardColumns, type TableColumn } from '../results/tableColumns.ts';
import type { MethodResult, ResultDifference, ScalingDifference } from '../results/types.ts';

/** First minus second, by `columnKey`, on the images that both answered. */
export interface PairDifference {
  readonly first: string;
  readonly second: string;
  readonly columns: ResultDifference;
}

/** What T* does to the ECE of a method. */
export interface MethodScaling extends ScalingDifference {
  readonly methodId: string;
}

/** What the logits at the end of a race say, each method for itself and against each other. */
export interface CellNumbers {
  /** Of every row of the table, on all images. */
  readonly results: readonly MethodResult[];
  /** Of every two rows, once. */
  readonly differences: readonly PairDifference[];
  readonly scaling: readonly MethodScaling[];
}

/** A finished race of a study. */
export interface CellResult extends CellNumbers {
  readonly version: 1;
  /** Of the cell. */
  readonly id: string;
  readonly seed: number;
  readonly at: Readonly<Record<string, SettingValue>>;
  readonly config: RunConfig;
  /** ISO 8601, when it ended. */
  readonly ended: string;
  /** Of a race that was cut short, those since it last went on. */
  readonly seconds: number;
  readonly lab: string;
  readonly browser: string;
  readonly backend: BackendInfo;
  readonly dataset: { readonly id: string; readonly version: string };
  readonly model: { readonly id: string; readonly digest: string };
}

/** What rows are compared in: the paper's six columns. */
export const comparedColumns: readonly TableColumn[] = standardColumns;

export const comparisonOptions: DifferenceOptions = {
  binCount: 15,
  binning: 'width',
  draws: 1000,
  columns: comparedColumns,
};

/** Of every two rows, the earlier first. */
export const pairsOf = <Row>(rows: readonly Row[]): (readonly [Row, Row])[] =>
  rows.flatMap((first, i) => rows.slice(i + 1).map((second) => [first, second] as const));
