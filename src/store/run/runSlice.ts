import type { LabErrorShape } from '../../protocol/engineApi.ts';
import type { BackendInfo, LabEvent, RunPhase, StepEvent } from '../../protocol/events.ts';
import { makeRunConfig, type RunConfig } from '../../protocol/runConfig.ts';
import type { LabDeps } from '../kit/ports.ts';
import { toShown } from '../kit/toShown.ts';
import type { Slice } from '../labState.ts';
import { createCommands } from './commands.ts';
import { untilShown } from './runAtRest.ts';
import { begun, resumed } from './runBegin.ts';
import { logStep, type RunLog } from './runLog.ts';
import { setupProblems, toRunConfig } from './setupSlice.ts';

export interface LaneProgress {
  readonly step: number;
  readonly loss: number;
  /** Smoothed over about ten steps. */
  readonly stepMs: number;
}

export interface RunState {
  readonly id: string;
  readonly config: RunConfig;
  readonly backend: BackendInfo;
  readonly phase: RunPhase;
  readonly lanes: Readonly<Record<string, LaneProgress>>;
  readonly failure: (LabErrorShape & { readonly methodId?: string }) | null;
  /** Changed in place; see `revision`. */
  readonly log: RunLog;
  /** Rises with every bulk of events that brought steps. */
  readonly revision: number;
  /** Milliseconds spent running, without pauses, up to `activeSince`. */
  readonly activeMs: number;
  /** When the current stretch of running began; null while it does not run. */
  readonly activeSince: number | null;
  /** The worker still holds the weights, so that more can be evaluated. */
  readonly hasWeights: boolean;
  /** Step from which the race can go on whatever happens to this page; null before the first. */
  readonly checkpointStep: number | null;
  /** Why no checkpoint could be saved; null while they can. */
  readonly checkpointProblem: LabErrorShape | null;
  /** It was not ended by anyone: the engine was lost under it. */
  readonly interrupted: boolean;
}

export interface RunSlice {
  readonly run: RunState | null;
  /** Between the click and the worker's answer. */
  readonly commandPending: boolean;
  /** The kept run that the last reset took off the page; null once it is back or another begins. */
  readonly undoRunId: string | null;
  /** A command that the worker refused; the results stay. */
  readonly commandError: LabErrorShape | null;
  /** Measures the reference methods where no run is on the page, so that there is a first number. */
  preview(): Promise<void>;
  start(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One step of every lane, then paused; starts a race where none is under way. */
  stepOnce(): Promise<void>;
  /** A further lane for the race under way, with the parameters set for it. */
  join(methodId: string): Promise<void>;
  stop(): Promise<void>;
  /** Back to step 0 with the same seed: curves and results are cleared. */
  reset(): Promise<void>;
  /** Shows why a command was refused; one that a restart cancelled needs no words. */
  reportError(error: unknown): void;
  /** Does a person's wish after those before it; the same wish, while it waits, is one. */
  command(name: string, work: () => Promise<unknown>): Promise<void>;
  dismissError(): void;
  /** The worker is gone: a run under way ends where it is. */
  endRun(): void;
}

export const isActive = (phase: RunPhase) => phase === 'running' || phase === 'evaluating';
export const isOver = (phase: RunPhase) =>
  phase === 'finished' || phase === 'stopped' || phase === 'failed';

function withPhase(run: RunState, phase: RunPhase, now: number): RunState {
  const activeSince = isActive(phase) ? (run.activeSince ?? now) : null;
  const ran = run.activeSince !== null && activeSince === null ? now - run.activeSince : 0;
  return { ...run, phase, activeSince, activeMs: run.activeMs + ran };
}

function withStep(run: RunState, event: StepEvent): RunState {
  logStep(run.log, event);
  const before = run.lanes[event.methodId];
  // The first step compiles the kernels: it does not count into the mean.
  const stepMs =
    before && before.step > 1 ? before.stepMs + 0.2 * (event.stepMs - before.stepMs) : event.stepMs;
  const lane = { step: event.step, loss: event.loss, stepMs };
  return { ...run, lanes: { ...run.lanes, [event.methodId]: lane } };
}

/** What one event makes of the run; steps also go into the log, in place. */
export function foldRun(run: RunState | null, event: LabEvent, now: number): RunState | null {
  if (event.type === 'run.started') return begun(event);
  if (event.type === 'run.resumed') return resumed(run, event);
  if (event.type === 'engine.failed') return run && ended(run, now);
  if (!run || !('runId' in event) || event.runId !== run.id) return run;
  switch (event.type) {
    case 'run.phase':
      return withPhase(run, event.phase, event.at);
    case 'run.config':
      return { ...run, config: event.config };
    case 'run.checkpoint':
      return event.problem
        ? { ...run, checkpointProblem: event.problem }
        : { ...run, checkpointStep: event.step, checkpointProblem: null };
    case 'train.step':
      return withStep(run, event);
    case 'run.failed': {
      const { code, message, hint, methodId } = event;
      return { ...withPhase(run, 'failed', event.at), failure: { code, message, hint, methodId } };
    }
    default:
      return run;
  }
}

/** The worker is gone, and the weights with it; what was evaluated stays. */
function ended(run: RunState, now: number): RunState {
  const interrupted = run.interrupted || !isOver(run.phase);
  const stopped = isOver(run.phase) ? run : withPhase(run, 'stopped', now);
  return { ...stopped, hasWeights: false, interrupted };
}

export const createRunSlice =
  ({ engine, now }: LabDeps): Slice<RunSlice> =>
  (set, get) => {
    const inOrder = createCommands((commandPending) => set({ commandPending }));
    const command = (name: string, work: () => Promise<unknown>) =>
      inOrder(name, async () => {
        set({ commandError: null });
        try {
          await work();
        } catch (error) {
          get().reportError(error);
        }
      });
    const stopIfRunning = async () => {
      const { run } = get();
      if (run && !isOver(run.phase)) await engine.stop();
    };
    /** Starts what the setup asks for, and does `then` in the same command. */
    const begin = async (then: () => Promise<void>) => {
      const { setup, knobs, engine: state } = get();
      if (!state.catalogue || state.phase !== 'ready') return;
      const config = toRunConfig(setup, state.catalogue, knobs.alpha);
      if (setupProblems(config, state.catalogue).length > 0) return;
      await command('start', async () => {
        await stopIfRunning();
        await get().keepRunNow();
        const id = await engine.start(config);
        await untilShown(get, id);
        await then();
      });
    };
    return {
      run: null,
      undoRunId: null,
      commandPending: false,
      commandError: null,
      preview: async () => {
        const { run, setup, engine: state } = get();
        if (run || !state.catalogue || state.phase !== 'ready') return;
        const { modelId, datasetId } = setup;
        const references = state.catalogue.methods.filter(({ kind }) => kind === 'reference');
        try {
          await engine.preview({ ...makeRunConfig(references), modelId, datasetId });
        } catch (error) {
          // A start in the meantime takes its place, and says what is wrong if anything is.
          if (!get().run && !get().commandPending) get().reportError(error);
        }
      },
      start: () => begin(async () => {}),
      pause: () => command('pause', () => engine.pause()),
      resume: () => command('resume', () => engine.resume()),
      stepOnce: async () => {
        const { run } = get();
        if (run && !isOver(run.phase)) return command('step', () => engine.step());
        await begin(async () => {
          await engine.pause();
          await engine.step();
        });
      },
      join: async (methodId) => {
        const params = get().setup.params[methodId] ?? {};
        await command(`join ${methodId}`, () => engine.addLane({ methodId, params }));
        // A joined lane stays ticked for the next race.
        if (!get().commandError) get().include(methodId, true);
      },
      stop: () => command('stop', () => engine.stop()),
      reset: () =>
        command('reset', async () => {
          await stopIfRunning();
          await get().keepRunNow();
          const { openId } = get().runs;
          get().clearResults();
          set({ run: null, undoRunId: openId });
          void get().preview();
        }),
      reportError: (error) => {
        const shown = toShown(error);
        if (shown.code !== 'cancelled') set({ commandError: shown });
      },
      command,
      dismissError: () => set({ commandError: null }),
      endRun: () => set(({ run }) => ({ run: run && ended(run, now()) })),
    };
  };
