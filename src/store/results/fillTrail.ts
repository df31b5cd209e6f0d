import type { EngineSlice } from '../engine/state.ts';
import { type Effect, sameParts } from '../kit/effect.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import { isOver } from '../run/phase.ts';
import type { RunSlice } from '../run/state.ts';
import type { ClockSlice, KnobsSlice } from '../view/state.ts';
import type { AlphaSlice, CorruptionSlice } from './state.ts';

type Reads = AlphaSlice & ClockSlice & CorruptionSlice & EngineSlice & KnobsSlice & RunSlice;

/** The hands are off the page this long before it evaluates ticks of its own accord. */
const idleMs = 800;

/** What the person does that idle work gives way to. */
const doings = ({ run, knobs, commandPending, clock, engine, climbing }: Reads) =>
  [run, knobs, commandPending, clock.scrubStep, engine.phase, climbing] as const;

/** The race is over, its weights are there and nobody waits for the engine. */
const isIdle = ({ run, commandPending, knobs, engine, climbing }: Reads) =>
  run?.hasWeights === true &&
  isOver(run.phase) &&
  run.phase !== 'failed' &&
  engine.phase === 'ready' &&
  !commandPending &&
  !knobs.evaluating &&
  climbing === null;

/** Evaluates the mixes of the views in idle time, and notes how long one takes. */
export const fillTrail: Effect<Reads> = (store) => {
  const { getState, setState } = store;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let disturbed = false;
  /** One tick at a time; what disturbs ends it after the tick under way, and starts the rest anew. */
  const fillIdly = latestOnly(async () => {
    disturbed = false;
    const may = () => !disturbed && !getState().fillingTrail && isIdle(getState());
    try {
      while (may() && (await getState().fillTick()));
    } catch (error) {
      getState().reportError(error);
    }
  });

  store.subscribe(
    ({ run }) => run?.id,
    (_, before) => {
      if (before !== undefined) setState({ alphaMs: {} });
    },
  );
  store.subscribe(
    doings,
    () => {
      disturbed = true;
      clearTimeout(rest);
      if (isIdle(getState())) rest = setTimeout(() => void fillIdly(), idleMs);
    },
    sameParts,
  );
  store.hear({
    take: (event) => {
      if (event.type !== 'evaluation' || event.alpha === undefined) return;
      if (event.runId !== getState().run?.id) return;
      const { methodId, evalMs } = event;
      setState(({ alphaMs }) => ({ alphaMs: { ...alphaMs, [methodId]: evalMs } }));
    },
  });
};
