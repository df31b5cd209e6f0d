import type { EngineSlice } from '../engine/state.ts';
import { latestOnly } from '../kit/latestOnly.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { isActive, isOver } from '../run/phase.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice } from '../run/state.ts';
import type { ClockSlice, KnobsSlice } from '../view/state.ts';
import { type AlphaTick, alphaEnds, missingTicks } from './alphaTicks.ts';
import type { AlphaSlice, CorruptionSlice, ResultsSlice } from './state.ts';

type Reads = AlphaSlice &
  ClockSlice &
  EngineSlice &
  KnobsSlice &
  ResultsSlice &
  RunSlice &
  CorruptionSlice;

/** The hands are off the page this long before it evaluates ticks of its own accord. */
const idleMs = 800;

/** What the person does that idle work gives way to. */
const isDisturbed = (state: Reads, before: Reads) =>
  state.run !== before.run ||
  state.knobs !== before.knobs ||
  state.commandPending !== before.commandPending ||
  state.clock.scrubStep !== before.clock.scrubStep ||
  state.engine.phase !== before.engine.phase ||
  state.climbing !== before.climbing;

/** The race is over, its weights are there and nobody waits for the engine. */
const isIdle = ({ run, commandPending, knobs, engine, climbing }: Reads) =>
  run?.hasWeights === true &&
  isOver(run.phase) &&
  run.phase !== 'failed' &&
  engine.phase === 'ready' &&
  !commandPending &&
  !knobs.evaluating &&
  climbing === null;

export const createAlphaSlice =
  ({ engine }: LabDeps): Slice<AlphaSlice, Reads> =>
  (set, get, { subscribe }) => {
    /** α = 0 and α = 1 are models that were evaluated already: their logits are lent to the views. */
    const lendEnds = () => {
      for (const { viewId, entry } of alphaEnds(get())) {
        set(({ evaluations }) => ({
          evaluations: { ...evaluations, [viewId]: [...(evaluations[viewId] ?? []), entry] },
        }));
      }
    };

    /** Ticks are asked for once: the events of an answer come later than the answer. */
    const asked = new Set<string>();
    const evaluateNext = async (): Promise<boolean> => {
      lendEnds();
      const { run } = get();
      const name = ({ viewId, alpha }: AlphaTick) =>
        [run?.id, run && raceStep(run), viewId, alpha].join('/');
      const next = missingTicks(get()).find((tick) => !asked.has(name(tick)));
      if (!next) return false;
      asked.add(name(next));
      await engine.evaluate(next.viewId, 'live', { alpha: next.alpha, runId: run?.id });
      return true;
    };

    let rest: ReturnType<typeof setTimeout> | undefined;
    let disturbed = false;
    /** One tick at a time; what disturbs ends it after the tick under way, and starts the rest anew. */
    const fillIdly = latestOnly(async () => {
      disturbed = false;
      try {
        while (!disturbed && !get().fillingTrail && isIdle(get()) && (await evaluateNext()));
      } catch (error) {
        get().reportError(error);
      }
    });

    subscribe((state, before) => {
      if (state.run?.id !== before.run?.id && before.run) set({ alphaMs: {} });
      if (!isDisturbed(state, before)) return;
      disturbed = true;
      clearTimeout(rest);
      if (isIdle(state)) rest = setTimeout(() => void fillIdly(), idleMs);
    });

    return {
      alphaMs: {},
      fillingTrail: false,
      fillTrail: async () => {
        const { run, fillingTrail } = get();
        if (!run?.hasWeights || isActive(run.phase) || fillingTrail) return;
        const step = raceStep(run);
        const stillThere = () => {
          const now = get().run;
          return now?.id === run.id && !isActive(now.phase) && raceStep(now) === step;
        };
        set({ fillingTrail: true });
        try {
          while (stillThere() && (await evaluateNext()));
        } catch (error) {
          get().reportError(error);
        } finally {
          set({ fillingTrail: false });
        }
      },
      takeAlpha: (event) => {
        if (event.type !== 'evaluation' || event.alpha === undefined) return;
        if (event.runId !== get().run?.id) return;
        const { methodId, evalMs } = event;
        set(({ alphaMs }) => ({ alphaMs: { ...alphaMs, [methodId]: evalMs } }));
      },
    };
  };
