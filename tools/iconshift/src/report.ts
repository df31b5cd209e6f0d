import type { Benchmark } from './benchmark.ts';
import { collections, iconifySource } from './iconify.ts';
import { frames } from './ink.ts';
import type { Plan } from './plan.ts';
import { splitPlan } from './splits.ts';

/** What a build did, in numbers: the dataset's card quotes them. */
export interface Report {
  readonly source: string;
  /** Correlation from which on two drawings are look-alikes, by frame. */
  readonly alikeFrom: Readonly<Record<string, number>>;
  readonly candidates: number;
  readonly classes: number;
  readonly splits: Readonly<Record<string, SplitReport>>;
  readonly dropped: Benchmark['dropped'];
  readonly pairsBefore: Benchmark['pairsBefore'];
  readonly pretraining: { readonly candidates: number; readonly unlikeBenchmark: number };
}

interface SplitReport {
  readonly images: number;
  /** Groups of look-alikes: how many different drawings there are. */
  readonly groups: number;
  readonly classes: number;
  readonly sets: number;
  readonly licences: Readonly<Record<string, number>>;
}

const distinct = (values: readonly unknown[]) => new Set(values).size;

export function makeReport(
  plan: Plan,
  { icons, classNames, dropped, pairsBefore }: Benchmark,
  drawn: number,
  unlikeBenchmark: number,
): Report {
  const splits = splitPlan.map(({ id }): [string, SplitReport] => {
    const own = icons.filter(({ split }) => split === id);
    const licences: Record<string, number> = {};
    for (const { set } of own) {
      const { spdx } = collections[set]!.license;
      licences[spdx] = (licences[spdx] ?? 0) + 1;
    }
    const counts = {
      images: own.length,
      groups: distinct(own.map(({ group }) => group)),
      classes: distinct(own.map(({ className }) => className)),
      sets: distinct(own.map(({ set }) => set)),
    };
    return [id, { ...counts, licences }];
  });
  return {
    source: iconifySource,
    alikeFrom: Object.fromEntries(frames.map(({ name, alikeFrom }) => [name, alikeFrom])),
    candidates: plan.benchmark.length,
    classes: classNames.length,
    splits: Object.fromEntries(splits),
    dropped,
    pairsBefore,
    pretraining: { candidates: drawn, unlikeBenchmark },
  };
}
