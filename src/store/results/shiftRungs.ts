import type { MethodInfo, ShiftInfo, ShiftLevel } from '../../protocol/catalogue.ts';
import type { EvaluationSummary } from '../../results/types.ts';
import type { EngineSlice } from '../engine/state.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice, RunState } from '../run/state.ts';
import type { KnobsSlice } from '../view/state.ts';
import { quickSummary } from './quickSummary.ts';
import type { ResultsSlice, ShiftSlice } from './state.ts';

type Reads = EngineSlice & KnobsSlice & ResultsSlice & RunSlice & ShiftSlice;

export interface RungWish extends ShiftLevel {
  readonly methodId: string;
}

/** The shift whose ladder is climbed; null where the engine offers none. */
export function chosenShift({ engine, shift }: Pick<Reads, 'engine' | 'shift'>): ShiftInfo | null {
  const shifts = engine.catalogue?.shifts ?? [];
  return shifts.find(({ id }) => id === shift.shiftId) ?? shifts[0] ?? null;
}

/** Lanes of the run that can be shifted, and the step their evaluation would carry. */
function lanesNow(run: RunState, methods: readonly MethodInfo[]) {
  const now = raceStep(run);
  return run.config.lanes.flatMap(({ methodId }) => {
    const kind = methods.find(({ id }) => id === methodId)?.kind;
    return kind === undefined ? [] : [{ methodId, step: kind === 'reference' ? 0 : now }];
  });
}

/** Rungs of the chosen shift that no lane has been evaluated on where the race stands. */
export function missingRungs(
  state: Pick<Reads, 'engine' | 'shift' | 'run' | 'rungs'>,
  severities: readonly number[],
): readonly RungWish[] {
  const { run, rungs, engine } = state;
  const shiftId = chosenShift(state)?.id;
  if (!run || shiftId === undefined) return [];
  const lanes = lanesNow(run, engine.catalogue?.methods ?? []);
  return severities.flatMap((severity) =>
    lanes
      .filter(
        ({ methodId, step }) =>
          !rungs[methodId]?.some(
            (rung) => rung.shiftId === shiftId && rung.severity === severity && rung.step === step,
          ),
      )
      .map(({ methodId }) => ({ methodId, shiftId, severity })),
  );
}

export interface LadderPoint {
  readonly severity: number;
  readonly step: number;
  readonly summary: EvaluationSummary;
}

type Known = Pick<
  Reads,
  'engine' | 'shift' | 'run' | 'rungs' | 'knobs' | 'evaluations' | 'history' | 'vault'
>;

/**
 * A method's points on the ladder of the chosen shift, at the knobs' temperature and bins: severity 0
 * from its live evaluation of the same step, the others from the newest step that was shifted.
 */
export function ladderPoints(state: Known, methodId: string): readonly LadderPoint[] {
  const { knobs, vault } = state;
  const shiftId = chosenShift(state)?.id;
  const rungs = state.rungs[methodId]?.filter((rung) => rung.shiftId === shiftId) ?? [];
  const step = Math.max(...rungs.map((rung) => rung.step));
  const { binCount, binning } = knobs;
  const at = (own: number) => (knobs.temperature === 'own' ? own : knobs.temperature);
  const summarised = (key: string, known: readonly EvaluationSummary[], temperature: number) => {
    const fitting = known.find(
      (summary) =>
        summary.temperature === temperature &&
        summary.binCount === binCount &&
        summary.binning === binning,
    );
    const split = vault.get(key)?.find(({ role }) => role === 'id');
    if (fitting || !split) return fitting ?? null;
    return quickSummary(split, { temperature, binCount, binning }, known[0]?.accuracyInterval);
  };
  const points: LadderPoint[] = [];
  const add = (severity: number, of: number, summary: EvaluationSummary | null) => {
    if (summary) points.push({ severity, step: of, summary });
  };
  const clean = (state.history[methodId] ?? []).findLast(
    (result) => rungs.length === 0 || result.step === step,
  );
  const entry = state.evaluations[methodId]?.find(
    (one) => one.scope === 'live' && one.step === clean?.step,
  );
  const id = clean?.splits.find(({ role }) => role === 'id');
  if (clean && entry && id) {
    add(0, clean.step, summarised(entry.key, [id.raw, id.scaled], at(clean.temperature)));
  }
  for (const rung of rungs) {
    if (rung.step !== step) continue;
    const { key, raw, scaled, temperature } = rung;
    add(rung.severity, step, summarised(key, [raw, scaled], at(temperature)));
  }
  return points.sort((a, b) => a.severity - b.severity);
}
