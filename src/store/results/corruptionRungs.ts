import type { CorruptionInfo, CorruptionLevel, MethodInfo } from '../../protocol/catalogue.ts';
import type { EvaluationSummary } from '../../results/types.ts';
import { described } from '../engine/described.ts';
import type { EngineSlice } from '../engine/state.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice, RunState } from '../run/state.ts';
import type { KnobsSlice } from '../view/state.ts';
import type { CorruptionSlice, Evaluation, ResultsSlice } from './state.ts';

type Reads = EngineSlice & KnobsSlice & ResultsSlice & RunSlice & CorruptionSlice;

export interface RungWish extends CorruptionLevel {
  readonly methodId: string;
}

/** The corruption whose ladder is climbed; null where the engine offers none. */
export function chosenCorruption({
  engine,
  corruption,
}: Pick<Reads, 'engine' | 'corruption'>): CorruptionInfo | null {
  const known = engine.catalogue?.corruptions ?? [];
  return known.find(({ id }) => id === corruption.shiftId) ?? known[0] ?? null;
}

/** Lanes of the run that can be corrupted, and the step their evaluation would carry. */
function lanesNow(run: RunState, methods: readonly MethodInfo[]) {
  const now = raceStep(run);
  return run.config.lanes.flatMap(({ methodId }) => {
    const kind = methods.find(({ id }) => id === methodId)?.kind;
    return kind === undefined ? [] : [{ methodId, step: kind === 'reference' ? 0 : now }];
  });
}

/** Rungs of the chosen corruption that no lane has been evaluated on where the race stands. */
export function missingRungs(
  state: Pick<Reads, 'engine' | 'corruption' | 'run' | 'corrupted'>,
  severities: readonly number[],
): readonly RungWish[] {
  const { run, corrupted, engine } = state;
  const shiftId = chosenCorruption(state)?.id;
  if (!run || shiftId === undefined) return [];
  const lanes = lanesNow(run, engine.catalogue?.methods ?? []);
  return severities.flatMap((severity) =>
    lanes
      .filter(
        ({ methodId, step }) =>
          !corrupted[methodId]?.some(
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

/**
 * The evaluation whose T* a rung is scaled by: of the same weights on the clean images, at the rung's
 * step or the newest before it, whatever the clock shows.
 */
export function cleanEvaluation(
  { evaluations }: Pick<ResultsSlice, 'evaluations'>,
  methodId: string,
  step: number,
) {
  return (evaluations[methodId] ?? [])
    .filter((entry) => entry.alpha === undefined && entry.step <= step)
    .reduce<Evaluation | undefined>(
      (best, entry) => (best && best.step > entry.step ? best : entry),
      undefined,
    );
}

type Known = Pick<EngineSlice, 'engine'> &
  Pick<KnobsSlice, 'knobs'> &
  Pick<ResultsSlice, 'evaluations' | 'corrupted' | 'summaries'> &
  Pick<CorruptionSlice, 'corruption'>;

/**
 * A method's points on the ladder of the chosen corruption, at the knobs' temperature and bins: severity 0
 * from its live evaluation of the same step, the others from the newest step that was corrupted. Its own
 * temperature is that of the clean images.
 */
export function ladderPoints(state: Known, methodId: string): readonly LadderPoint[] {
  const { knobs, summaries, engine } = state;
  const shiftId = chosenCorruption(state)?.id;
  const idSplit = described(engine)?.dataset.splits.find(({ role }) => role === 'id')?.id;
  if (idSplit === undefined) return [];
  const rungs = (state.corrupted[methodId] ?? []).filter((rung) => rung.shiftId === shiftId);
  const step = Math.max(...rungs.map((rung) => rung.step));
  const { binCount, binning } = knobs;
  const live = (state.evaluations[methodId] ?? []).filter(
    ({ scope, alpha, key }) =>
      scope === 'live' && alpha === undefined && summaries.fit(key) !== undefined,
  );
  const start = live.findLast((entry) => rungs.length === 0 || entry.step === step);
  const clean = cleanEvaluation(state, methodId, start?.step ?? step);
  const own = clean && summaries.fit(clean.key);
  const temperature = knobs.temperature === 'own' ? (own ?? 1) : knobs.temperature;
  const points: LadderPoint[] = [];
  const add = (severity: number, entry: { readonly key: string; readonly step: number }) => {
    const summary = summaries.summary(entry.key, idSplit, { temperature, binCount, binning });
    if (summary) points.push({ severity, step: entry.step, summary });
  };
  if (start) add(0, start);
  for (const rung of rungs) if (rung.step === step) add(rung.severity, rung);
  return points.sort((a, b) => a.severity - b.severity);
}
