import type { RunConfig } from '../../protocol/runConfig.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { ResultsSlice } from '../results/state.ts';
import type { ClockSlice } from '../view/state.ts';
import type { Pace } from './pace.ts';
import { raceStep } from './selectors.ts';
import type { RunSlice, RunState } from './state.ts';

type Reads = ClockSlice & EngineSlice & ResultsSlice & RunSlice;

type Known = Pick<Reads, 'run' | 'pace' | 'evaluations' | 'engine'>;

/** Steps after which a race evaluates its lanes: every so many, and the last. */
export function evaluationSteps({
  steps,
  evaluation,
}: Pick<RunConfig, 'steps' | 'evaluation'>): number[] {
  const { everySteps } = evaluation;
  if (everySteps <= 0) return [];
  const due: number[] = [];
  for (let step = 0; step < steps; step += everySteps) due.push(step);
  return [...due, steps];
}

const evaluatedTo = (evaluations: Known['evaluations'], methodId: string) =>
  Math.max(
    -1,
    ...(evaluations[methodId] ?? []).flatMap(({ scope, step }) => (scope === 'live' ? step : [])),
  );

/** Whether the race looks at its lanes rather than training them: live evaluations and the last one. */
export function isEvaluating({ run, evaluations }: Pick<Known, 'run' | 'evaluations'>): boolean {
  if (run?.phase === 'evaluating') return true;
  if (run?.phase !== 'running') return false;
  const lanes = Object.entries(run.lanes);
  const at = raceStep(run);
  if (!evaluationSteps(run.config).includes(at)) return false;
  if (lanes.length === 0) {
    return run.config.lanes.some(({ methodId }) => evaluatedTo(evaluations, methodId) < 0);
  }
  return (
    lanes.every(([, { step }]) => step === at) &&
    lanes.some(([methodId]) => evaluatedTo(evaluations, methodId) < at)
  );
}

/** How many times more images the last evaluation takes than a live one. */
function imageRatio({ engine }: Known, { evaluation }: RunConfig): number {
  const counts = (engine.loaded?.dataset.splits ?? []).flatMap(({ role, count }) =>
    role === 'train' ? [] : count,
  );
  const images = (limit: number) =>
    counts.reduce((sum, count) => sum + (limit > 0 ? Math.min(limit, count) : count), 0);
  const live = images(evaluation.liveLimit);
  return live > 0 ? images(evaluation.finalLimit) / live : 1;
}

interface Work {
  /** Milliseconds from the last event to the end, at the pace so far. */
  readonly leftMs: number;
  readonly totalMs: number;
  /** What the part under way takes, of which `spentMs` were spent by the last event. */
  readonly partMs: number;
}

function workOf(known: Known, run: RunState, pace: Pace): Work | null {
  const { config, lanes } = run;
  const raced = Object.entries(lanes);
  if (raced.length === 0 || raced.some(([id]) => pace.stepMs[id] === undefined)) return null;
  const liveMs = pace.liveMs ?? 0;
  const fullMs = pace.fullMs ?? liveMs * imageRatio(known, config);
  const due = evaluationSteps(config);
  let trainLeft = 0;
  let train = 0;
  let liveLeft = 0;
  for (const [id, { step }] of raced) {
    trainLeft += (config.steps - step) * pace.stepMs[id]!;
    train += config.steps * pace.stepMs[id]!;
    const to = evaluatedTo(known.evaluations, id);
    liveLeft += due.filter((at) => at > to).length;
  }
  const last = [...config.lanes, ...config.views];
  const looked = last.filter(({ methodId }) =>
    known.evaluations[methodId]?.some(({ scope }) => scope === 'full'),
  );
  const evaluating = isEvaluating({ run, evaluations: known.evaluations });
  const partMs = run.phase === 'evaluating' ? fullMs : evaluating ? liveMs : 0;
  return {
    leftMs: trainLeft + liveLeft * liveMs + (last.length - looked.length) * fullMs,
    totalMs: train + raced.length * due.length * liveMs + last.length * fullMs,
    partMs,
  };
}

export interface RaceTime {
  /** To the end of the last evaluation; null before there is a pace. */
  readonly leftMs: number | null;
  /** 0..1 of the work, training and evaluations weighted by what they cost. */
  readonly fraction: number;
}

/**
 * How far the race is and how long it still takes at `now`. Steps and evaluations are estimated apart,
 * so that the figure does not jump when the race stops to look; the last evaluation is reserved.
 */
export function raceTime(known: Known, now: number): RaceTime {
  const { run, pace } = known;
  if (!run) return { leftMs: null, fraction: 0 };
  const steps = raceStep(run) / run.config.steps;
  if (run.phase === 'finished') return { leftMs: null, fraction: 1 };
  const work = workOf(known, run, pace);
  if (!work || work.totalMs <= 0) return { leftMs: null, fraction: 0.95 * steps };
  const idle = pace.lastAt === null ? 0 : Math.max(0, now - pace.lastAt);
  // While a part lasts its time runs down, and stands when it takes longer than expected.
  const unit = work.partMs > 0 ? work.partMs : idle;
  const leftMs = Math.max(0, work.leftMs - Math.min(unit, pace.spentMs + idle));
  const fraction = Math.min(1, Math.max(0, 1 - leftMs / work.totalMs));
  return { leftMs: run.activeSince === null ? null : leftMs, fraction };
}
