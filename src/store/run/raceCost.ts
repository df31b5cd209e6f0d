import { presets } from '../../protocol/presets.ts';
import type { RunConfig } from '../../protocol/runConfig.ts';
import { described } from '../engine/described.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { ClockSlice, KnobsSlice } from '../view/state.ts';
import { evaluationSteps } from './raceTime.ts';
import { toRunConfig } from './setupSlice.ts';
import type { SetupSlice } from './state.ts';

type Reads = ClockSlice & EngineSlice & KnobsSlice & SetupSlice;

/** A step runs forward and back, images and captions: so many times the work of looking at its images. */
const stepWork = 3.5;

/** What a race of this config would take where looking at an image takes so long, ms. */
export function raceCost(
  config: RunConfig,
  counts: readonly number[],
  trained: number,
  imageMs: number,
): number {
  const images = (limit: number) =>
    counts.reduce((sum, count) => sum + (limit > 0 ? Math.min(limit, count) : count), 0);
  const { liveLimit, finalLimit } = config.evaluation;
  const steps = trained * config.steps * config.batchSize * stepWork;
  const live = trained * evaluationSteps(config).length * images(liveLimit);
  const last = (config.lanes.length + config.views.length) * images(finalLimit);
  return (steps + live + last) * imageMs;
}

export interface ExpectedCost {
  readonly ms: number;
  readonly steps: number;
  /** A race that takes less, and the preset that asks for it; null where there is none. */
  readonly cheaper: {
    readonly presetId: string;
    readonly steps: number;
    readonly ms: number;
  } | null;
}

/** What "Start" would take on this machine; null before anything was measured. */
export function expectedCost(state: Reads): ExpectedCost | null {
  const { engine, setup, knobs, pace } = state;
  const { catalogue } = engine;
  const { imageMs } = pace;
  if (!catalogue || imageMs === null) return null;
  const counts = (described(engine)?.dataset.splits ?? []).flatMap(({ role, count }) =>
    role === 'train' ? [] : count,
  );
  const config = toRunConfig(setup, catalogue, knobs.alpha);
  const isTrained = (methodId: string) =>
    catalogue.methods.some(({ id, kind }) => id === methodId && kind === 'trained');
  const trained = config.lanes.filter(({ methodId }) => isTrained(methodId)).length;
  if (trained === 0) return null;
  const ofSteps = (steps: number) => raceCost({ ...config, steps }, counts, trained, imageMs);
  const [shortest] = [...presets].sort((a, b) => a.steps - b.steps);
  const cheaper =
    shortest && shortest.steps < config.steps
      ? { presetId: shortest.id, steps: shortest.steps, ms: ofSteps(shortest.steps) }
      : null;
  return { ms: ofSteps(config.steps), steps: config.steps, cheaper };
}
