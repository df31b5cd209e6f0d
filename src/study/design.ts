import { canonicalJson } from '../math/canonicalJson.ts';
import type { Catalogue } from '../protocol/catalogue.ts';
import { type SettingValue, withSetting } from '../protocol/namedSettings.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import { ConfigError, validateRunConfig } from '../protocol/validateRunConfig.ts';

/** A setting that a study varies, and the values that it takes. */
export interface StudyAxis {
  /** Of `settingNames`: "lr", "carot.distillWeight". */
  readonly setting: string;
  readonly values: readonly SettingValue[];
}

/** A grid of races: every seed at every combination of the axes' values. */
export interface StudyDesign {
  readonly version: 1;
  readonly name: string;
  /** Of every race but for its seed and what the axes change; lanes and views are the rows of the table. */
  readonly config: Omit<RunConfig, 'seed'>;
  readonly seeds: readonly number[];
  /** At most two. */
  readonly axes: readonly StudyAxis[];
}

/** One race of a study. */
export interface StudyCell {
  /** Name of its files: "seed-0", "lr-0.0004+seed-2". */
  readonly id: string;
  readonly seed: number;
  /** What the axes say here, by setting. */
  readonly at: Readonly<Record<string, SettingValue>>;
  readonly config: RunConfig;
}

export const mostAxes = 2;
/** Races of one study: each is minutes to hours of work. */
export const mostCells = 500;

const safe = (text: string) => text.replace(/[^A-Za-z0-9._-]+/g, '_');

/** Every combination of the axes' values, the last axis fastest; one empty one without axes. */
export const axisPoints = (axes: readonly StudyAxis[]): Readonly<Record<string, SettingValue>>[] =>
  axes.reduce<Record<string, SettingValue>[]>(
    (points, { setting, values }) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [setting]: value }))),
    [{}],
  );

/** What is wrong with a design beyond its races: a sentence each. */
function designProblems({ axes, seeds }: StudyDesign): string[] {
  const problems: string[] = [];
  if (seeds.length === 0) problems.push('A study needs at least one seed.');
  if (new Set(seeds).size < seeds.length) problems.push('A seed stands twice in the study.');
  if (axes.length > mostAxes) problems.push(`A study varies at most ${mostAxes} settings.`);
  if (new Set(axes.map(({ setting }) => setting)).size < axes.length) {
    problems.push('A study varies a setting along two axes.');
  }
  for (const { setting, values } of axes) {
    if (values.length === 0) problems.push(`${setting} has no values.`);
    if (new Set(values).size < values.length) problems.push(`${setting} has a value twice.`);
  }
  const cells = axes.reduce((product, { values }) => product * values.length, seeds.length);
  if (cells > mostCells) {
    problems.push(`${cells} races are more than a study may have (${mostCells}).`);
  }
  return problems;
}

/**
 * The races of a design, all of the first seed before any of the second: a study that is cut short
 * has whole tables.
 * @throws ConfigError for a design that cannot be run, with every problem of it that is known first
 */
export function studyCells(design: StudyDesign, catalogue: Catalogue): StudyCell[] {
  const problems = designProblems(design);
  if (problems.length > 0) throw new ConfigError(problems);
  const cells = design.seeds.flatMap((seed) =>
    axisPoints(design.axes).map((at): StudyCell => {
      const config = Object.entries(at).reduce<RunConfig>(
        (changed, [setting, value]) => withSetting(changed, setting, value, catalogue),
        { ...design.config, seed },
      );
      const parts = [...Object.entries(at), ['seed', seed] as const];
      const id = parts.map(([name, value]) => `${safe(name)}-${safe(String(value))}`).join('+');
      return { id, seed, at, config };
    }),
  );
  for (const { config } of cells) validateRunConfig(config, catalogue);
  return cells;
}

/** Whether two races are the same: settings in any order. */
export const isSameRace = (a: RunConfig, b: RunConfig): boolean =>
  canonicalJson(a) === canonicalJson(b);
