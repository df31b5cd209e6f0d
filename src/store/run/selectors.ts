import { canonicalJson } from '../../math/canonicalJson.ts';
import type { Catalogue, MethodInfo } from '../../protocol/catalogue.ts';
import type { RunConfig } from '../../protocol/runConfig.ts';
import type { MethodLog } from '../../results/runLog.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { Point } from '../kit/decimate.ts';
import { decimate } from '../kit/decimate.ts';
import type { KnobsSlice } from '../view/state.ts';
import { toRunConfig } from './setupSlice.ts';
import type { RunSlice, RunState, SetupSlice, SetupState } from './state.ts';

/** Methods of the run in catalogue order; before any run, those that the next one would hold. */
export function runMethods({
  engine,
  run,
  setup,
}: Pick<EngineSlice & RunSlice & SetupSlice, 'engine' | 'run' | 'setup'>): readonly MethodInfo[] {
  return methodsOf(engine.catalogue, run?.config, setup.included);
}

/** The same from what it depends on. */
export function methodsOf(
  catalogue: Catalogue | null,
  config: RunConfig | undefined,
  included: SetupState['included'],
): readonly MethodInfo[] {
  const methods = catalogue?.methods ?? [];
  if (config) {
    const ids = new Set([...config.lanes, ...config.views].map(({ methodId }) => methodId));
    return methods.filter(({ id }) => ids.has(id));
  }
  return methods.filter(
    ({ id, kind, base }) => kind === 'reference' || included[base ?? id] === true,
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

/** A column of a method's log as at most 240 points, as a chart has pixels; NaN (not reported) is left out. */
export function logPoints(log: MethodLog | undefined, column: number[] | undefined): Point[] {
  if (!log || !column) return [];
  return decimate(log.steps, column).filter(({ value }) => Number.isFinite(value));
}

/** Whether a start would run something else than the run on the page. */
export function setupChanged({
  run,
  setup,
  engine,
  knobs,
}: Pick<
  EngineSlice & RunSlice & SetupSlice & KnobsSlice,
  'engine' | 'run' | 'setup' | 'knobs'
>): boolean {
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
