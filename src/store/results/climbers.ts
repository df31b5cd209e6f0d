import type { MethodInfo } from '../../protocol/catalogue.ts';
import type { EngineSlice } from '../engine/state.ts';
import { memoSelector } from '../kit/memoSelector.ts';
import { methodsOf } from '../run/selectors.ts';
import type { RunSlice, SetupSlice } from '../run/state.ts';
import type { KnobsSlice } from '../view/state.ts';
import { type LadderPoint, ladderPoints } from './corruptionRungs.ts';
import type { CorruptionSlice, ResultsSlice } from './state.ts';

type Reads = CorruptionSlice & EngineSlice & KnobsSlice & ResultsSlice & RunSlice & SetupSlice;

/** A method on the ladder. */
export interface Climber {
  readonly method: MethodInfo;
  readonly points: readonly LadderPoint[];
}

/** Every method of the run that has points on the ladder of the chosen corruption. */
export const climbers = memoSelector(
  (state: Reads) =>
    [
      state.engine,
      state.run?.config,
      state.setup.included,
      state.corruption,
      state.corrupted,
      state.knobs,
      state.evaluations,
      state.summaries,
      state.summaryRevision,
    ] as const,
  (engine, config, included, corruption, corrupted, knobs, evaluations, summaries, _revision) =>
    methodsOf(engine.catalogue, config, included)
      .filter(({ kind }) => kind !== 'interpolation')
      .map((method): Climber => {
        const known = { engine, corruption, corrupted, knobs, evaluations, summaries };
        return { method, points: ladderPoints(known, method.id) };
      })
      .filter(({ points }) => points.length > 0),
);
