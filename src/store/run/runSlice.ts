import type { LabEvent, RunPhase, StepEvent } from '../../protocol/events.ts';
import { makeRunConfig } from '../../protocol/runConfig.ts';
import { logStep } from '../../results/runLog.ts';
import type { RunsSlice } from '../archive/state.ts';
import { lacksNumber } from '../classroom/selectors.ts';
import type { ClassroomSlice } from '../classroom/state.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { toShown } from '../kit/toShown.ts';
import type { ResultsSlice } from '../results/state.ts';
import type { KnobsSlice } from '../view/state.ts';
import { createCommands } from './commands.ts';
import { isActive, isOver } from './phase.ts';
import { untilShown } from './runAtRest.ts';
import { begun, resumed } from './runBegin.ts';
import { setupProblems, toRunConfig } from './setupSlice.ts';
import type { RunSlice, RunState, SetupSlice } from './state.ts';

type Reads = ClassroomSlice &
  EngineSlice &
  KnobsSlice &
  ResultsSlice &
  RunSlice &
  RunsSlice &
  SetupSlice;

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
  return { ...run, revision: run.revision + 1, lanes: { ...run.lanes, [event.methodId]: lane } };
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
  ({ engine, now }: LabDeps): Slice<RunSlice, Reads> =>
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
    /** Starts what the setup asks for. */
    const begin = async (oneStep: boolean) => {
      const { setup, knobs, engine: state } = get();
      if (!state.catalogue || state.phase !== 'ready' || lacksNumber(get())) return;
      const config = toRunConfig(setup, state.catalogue, knobs.alpha);
      if (setupProblems(config, state.catalogue).length > 0) return;
      await command('start', async () => {
        await stopIfRunning();
        await get().keepRunNow();
        await get().loadAssets(config);
        const id = await engine.start(config, oneStep);
        await untilShown(get, id);
      });
    };
    const leaveRun = () => {
      const { run, runs, undoRunId } = get();
      get().clearResults();
      set({ run: null, undoRunId: run ? runs.openId : undoRunId });
    };
    return {
      run: null,
      undoRunId: null,
      commandPending: false,
      commandError: null,
      preview: async () => {
        const { run, setup, engine: state } = get();
        if ((run && !run.recorded) || !state.catalogue || state.phase !== 'ready') return;
        const references = state.catalogue.methods.filter(({ kind }) => kind === 'reference');
        try {
          await engine.preview(makeRunConfig(references, state.catalogue, setup));
        } catch (error) {
          // A start in the meantime takes its place, and says what is wrong if anything is.
          if (!get().run && !get().commandPending) get().reportError(error);
        }
      },
      start: () => begin(false),
      pause: () => command('pause', () => engine.pause()),
      resume: () => command('resume', () => engine.resume()),
      stepOnce: async () => {
        const { run } = get();
        if (run && isOver(run.phase)) return;
        if (run) return command('step', () => engine.step());
        await begin(true);
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
          await get().keepRunNow(true);
          leaveRun();
          void get().preview();
        }),
      leaveRun,
      reportError: (error) => {
        const shown = toShown(error);
        if (shown.code !== 'cancelled') set({ commandError: shown });
      },
      command,
      dismissError: () => set({ commandError: null }),
      endRun: () => set(({ run }) => ({ run: run && ended(run, now()) })),
    };
  };
