import type { MethodInfo } from '../protocol/catalogue.ts';
import type { LabErrorShape } from '../protocol/engineApi.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { EvaluationSummary, MethodResult, SplitResult } from '../results/types.ts';
import { canonicalJson } from './kit/canonicalJson.ts';
import { decimate, type Point } from './kit/decimate.ts';
import type { LabState } from './labState.ts';
import type { MethodLog } from './run/runLog.ts';
import { isOver, type RunState } from './run/runSlice.ts';
import { toRunConfig } from './run/setupSlice.ts';
import type { KnobsState } from './view/knobsSlice.ts';

/** Methods of the run in catalogue order; before any run, those that the next one would hold. */
export function runMethods({ engine, run, setup }: LabState): readonly MethodInfo[] {
  const methods = engine.catalogue?.methods ?? [];
  if (run) {
    const ids = new Set([...run.config.lanes, ...run.config.views].map(({ methodId }) => methodId));
    return methods.filter(({ id }) => ids.has(id));
  }
  return methods.filter(
    ({ id, kind, base }) => kind === 'reference' || setup.included[base ?? id] === true,
  );
}

/** Steps that every trained lane has done: the race's one clock. */
export function raceStep(run: RunState): number {
  const steps = Object.values(run.lanes).map(({ step }) => step);
  return steps.length === 0 ? 0 : Math.min(...steps);
}

/** Lanes that joined late and still train alone on what the others have seen. */
export function lanesBehind({ lanes }: Pick<RunState, 'lanes'>): readonly string[] {
  const ahead = Math.max(0, ...Object.values(lanes).map(({ step }) => step));
  return Object.keys(lanes).filter((id) => lanes[id]!.step < ahead - 1);
}

/** Where the race stands, whoever still catches up with it. */
export function leadStep(run: RunState): number {
  const behind = lanesBehind(run);
  const lanes = Object.entries(run.lanes).filter(([id]) => !behind.includes(id));
  return raceStep({ ...run, lanes: Object.fromEntries(lanes) });
}

/** Milliseconds the run has been active at `now`. */
export function activeMs(run: RunState, now: number): number {
  return run.activeMs + (run.activeSince === null ? 0 : now - run.activeSince);
}

/** A column of a method's log as at most 400 points; NaN (not reported) is left out. */
export function logPoints(log: MethodLog | undefined, column: number[] | undefined): Point[] {
  if (!log || !column) return [];
  return decimate(log.steps, column).filter(({ value }) => Number.isFinite(value));
}

export type HistoryValue = 'idAcc' | 'oodAcc' | 'idEce' | 'oodEce';

/** A value of the live evaluations over steps. */
export function historyPoints(
  history: readonly MethodResult[] | undefined,
  value: HistoryValue,
): Point[] {
  return (history ?? []).map(({ step, row }) => ({ step, value: row[value] }));
}

type Tempered = Pick<LabState, 'results' | 'atTemperature'> & {
  readonly knobs: Pick<KnobsState, 'temperature'>;
};

/**
 * A method's result whose scaled summaries and row are at the temperature that the knob asks for: its
 * own T*, also while raw values are asked for, or the slider's.
 */
export function shownResult(
  { results, atTemperature, knobs }: Tempered,
  methodId: string,
): MethodResult | undefined {
  const custom = knobs.temperature !== 'own' && knobs.temperature !== 1;
  return (custom ? atTemperature : results)[methodId];
}

/** The summaries that the temperature knob asks for: raw at 1, else scaled. */
export function shownSummaries(
  state: Tempered,
  methodId: string,
): readonly { readonly split: SplitResult; readonly summary: EvaluationSummary }[] {
  const raw = state.knobs.temperature === 1;
  const splits = shownResult(state, methodId)?.splits ?? [];
  return splits.map((split) => ({ split, summary: raw ? split.raw : split.scaled }));
}

/** The OOD set whose diagrams are drawn: the one chosen, or the last, sets going from near to far. */
export function oodSplitId(state: Pick<LabState, 'engine' | 'knobs'>): string | null {
  const splits = state.engine.loaded?.dataset.splits.filter(({ role }) => role === 'ood') ?? [];
  const chosen = splits.find(({ id }) => id === state.knobs.oodSplitId);
  return (chosen ?? splits.at(-1))?.id ?? null;
}

/** Whether a view's shown result was computed at another alpha than the slider's. */
export function isStaleAlpha(result: MethodResult | undefined, knobs: KnobsState): boolean {
  return result?.alpha !== undefined && result.alpha !== knobs.alpha;
}

/** Steps at which any method of the run has been evaluated, increasing: where the clock can stand. */
export function evaluatedSteps({ evaluations }: Pick<LabState, 'evaluations'>): readonly number[] {
  const steps = new Set(Object.values(evaluations).flatMap((list) => list.map(({ step }) => step)));
  return [...steps].sort((a, b) => a - b);
}

/** Whether a start would run something else than the run on the page. */
export function setupChanged({ run, setup, engine, knobs }: LabState): boolean {
  if (!run || !engine.catalogue) return false;
  const { views: _, ...next } = toRunConfig(setup, engine.catalogue, knobs.alpha);
  const { views: __, ...shown } = run.config;
  return canonical(next) !== canonical(shown);
}

/** A config as text in which neither the order of lanes nor that of fields plays a part. */
function canonical({ lanes, ...rest }: Omit<RunConfig, 'views'>): string {
  const sorted = [...lanes].sort((a, b) => (a.methodId < b.methodId ? -1 : 1));
  return canonicalJson({ ...rest, lanes: sorted });
}

/** Milliseconds until a lane is through at its pace beside the others; null before there is a pace. */
export function laneRemainingMs(run: RunState, methodId: string): number | null {
  const lane = run.lanes[methodId];
  if (!lane || lane.step < 2 || lane.step >= run.config.steps) return null;
  const behind = Math.max(0, raceStep({ ...run, lanes: others(run, methodId) }) - lane.step);
  const round = Object.values(run.lanes).reduce((sum, { stepMs }) => sum + stepMs, 0);
  const together = run.config.steps - lane.step - behind;
  return behind * lane.stepMs + together * round;
}

function others(run: RunState, methodId: string): RunState['lanes'] {
  return Object.fromEntries(Object.entries(run.lanes).filter(([id]) => id !== methodId));
}

/** Why what the race has come to cannot be kept in this browser; null where it can. */
export function notKept({ runs, run }: LabState): LabErrorShape | null {
  const { error } = runs;
  if (run && !isOver(run.phase) && run.checkpointProblem) return run.checkpointProblem;
  const saving = error?.code.startsWith('storage-') && error.code !== 'storage-unreadable';
  return saving ? error : null;
}
