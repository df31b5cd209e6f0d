import type { Catalogue } from '../protocol/catalogue.ts';
import type { BackendChoice } from '../protocol/engineApi.ts';
import type { LabEvent, LoadedInfo } from '../protocol/events.ts';
import { LabError, type LabErrorShape } from '../protocol/labError.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { CellResult } from './cellResult.ts';
import { isSameRace, type StudyCell, type StudyDesign, studyCells } from './design.ts';
import type { Measurer } from './measurer.ts';
import {
  type CellShelf,
  cellKey,
  doingOf,
  nothing,
  type QueueState,
  type StudyEngine,
} from './queueState.ts';
import { eventCost, raceCost, trainingCost } from './raceCost.ts';
import { runCell } from './runCell.ts';

export interface StudyQueue {
  getState(): QueueState;
  subscribe(listener: () => void): () => void;
  /**
   * Shows a design, with what is done of it. Nothing is run.
   * @throws ConfigError for one that cannot be run; LabError while another is running
   */
  open(design: StudyDesign): Promise<void>;
  /** Runs what is left, until it is done, paused or failed. */
  run(): Promise<void>;
  pause(): Promise<void>;
}

/** Losses of the engine that one race survives by itself. */
const mostLosses = 2;

const busy = () =>
  new LabError('study-busy', 'A study is running.', 'Pause it, or wait until it is done.');

/**
 * The races of a study, one after another. What is done is kept race by race; a race that was
 * interrupted, by a pause, a reload or a lost engine, goes on from its checkpoint.
 */
export function createStudyQueue({
  engine,
  shelf,
  measurer,
  choice,
  about,
  now,
}: {
  readonly engine: StudyEngine;
  readonly shelf: CellShelf;
  readonly measurer: Measurer;
  readonly choice: BackendChoice;
  /** What a result says of where it was made. */
  readonly about: Pick<CellResult, 'lab' | 'browser'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): StudyQueue {
  let state = nothing;
  const listeners = new Set<() => void>();
  const patch = (change: Partial<QueueState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  let trained: readonly string[] = [];
  /** Of this visit: how much was worked in how much time. */
  let pace = { worked: 0, ms: 0 };
  let markedAt = 0;

  const costOf = (config: RunConfig) =>
    state.loaded ? raceCost(config, state.loaded.dataset.splits, trained) : 0;
  const sumOf = (cells: readonly StudyCell[]) =>
    cells.reduce((sum, { config }) => sum + costOf(config), 0);
  const doneWork = () => sumOf(state.cells.filter(({ id }) => state.done[id]));

  const isOfThese = ({ dataset, model }: CellResult, { dataset: d, model: m }: LoadedInfo) =>
    dataset.version === d.version && model.digest === m.digest;

  engine.subscribe((event) => {
    if (event.type === 'status' && state.phase === 'opening') patch({ doing: doingOf(event) });
  });

  const openEngine = async ({ modelId, datasetId }: RunConfig): Promise<LoadedInfo> => {
    // A worker has one backend for life.
    const backend = state.backend ?? (await engine.init(choice));
    const loaded = await engine.load(modelId, datasetId);
    // What was done on other files of the same name is another study's.
    const done = Object.entries(state.done).filter(([, result]) => isOfThese(result, loaded));
    patch({ backend, loaded, done: Object.fromEntries(done) });
    patch({ total: sumOf(state.cells), worked: doneWork() });
    return loaded;
  };

  const onEvent = (config: RunConfig, event: LabEvent) => {
    const work = eventCost(event, config);
    const doing = doingOf(event) ?? state.doing;
    if (work > 0) {
      const at = now();
      pace = { worked: pace.worked + work, ms: pace.ms + (at - markedAt) };
      markedAt = at;
      const worked = state.worked + work;
      const secondsLeft = ((state.total - worked) * pace.ms) / pace.worked / 1000;
      patch({ worked, secondsLeft, doing });
    } else if (doing !== state.doing) patch({ doing });
  };

  /** Starts the race, or has an interrupted one go on. */
  const begin = async (config: RunConfig, lostRunId?: string) => {
    const unfinished = await engine.unfinished(lostRunId).catch(() => null);
    if (!unfinished || !isSameRace(unfinished.config, config)) return engine.start(config);
    await engine.resumeRun(unfinished.runId, unfinished.runId === lostRunId);
    // Steps before the checkpoint are done; they were the work of an earlier visit.
    patch({ worked: doneWork() + trainingCost({ ...config, steps: unfinished.step }, trained) });
    return unfinished.runId;
  };

  const runOne = async (cell: StudyCell): Promise<void> => {
    const { config } = cell;
    let runId: string | undefined;
    for (let losses = 0; ; losses++) {
      const loaded = state.loaded ?? (await openEngine(config));
      markedAt = now();
      const started = now();
      try {
        const { images, ...numbers } = await runCell(
          engine,
          loaded,
          config,
          { logits: false },
          (event) => {
            if (event.type === 'run.started' || event.type === 'run.resumed') runId = event.runId;
            onEvent(config, event);
          },
          measurer,
          () => begin(config, runId),
        );
        const result: CellResult = {
          version: 1,
          ...cell,
          ...about,
          ended: new Date(now()).toISOString(),
          seconds: Math.round((now() - started) / 1000),
          backend: state.backend!,
          dataset: { id: loaded.dataset.id, version: loaded.dataset.version },
          model: { id: loaded.model.id, digest: loaded.model.digest },
          ...numbers,
        };
        // On the page first: where it cannot be kept, that is said, and it is still there.
        patch({ done: { ...state.done, [cell.id]: result } });
        patch({ worked: doneWork() });
        if (runId !== undefined) await engine.dropCheckpoint(runId).catch(() => {});
        await shelf.write(cellKey(config), result, images);
        return;
      } catch (error) {
        const { code } = error as Partial<LabErrorShape>;
        const isLoss = code === 'worker-failed' || code === 'device-lost';
        if (!isLoss) throw error;
        engine.restart();
        patch({ loaded: null, backend: null });
        // What a person has paused does not go on by itself.
        if (losses >= mostLosses || state.phase === 'paused') throw error;
      }
    }
  };

  return {
    getState: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open: async (design) => {
      if (state.phase === 'running' || state.phase === 'opening') throw busy();
      const catalogue: Catalogue = await engine.catalogue();
      trained = catalogue.methods.filter(({ kind }) => kind === 'trained').map(({ id }) => id);
      const cells = studyCells(design, catalogue);
      const found: (readonly [string, CellResult])[] = [];
      for (const cell of cells) {
        const held = await shelf.read(cellKey(cell.config));
        // The same race of another study has another name there.
        if (held) found.push([cell.id, { ...held, id: cell.id, at: cell.at }]);
      }
      const { modelId, datasetId } = design.config;
      const { loaded: before } = state;
      const loaded =
        before?.model.id === modelId && before.dataset.id === datasetId ? before : null;
      const done = Object.fromEntries(
        found.filter(([, result]) => !loaded || isOfThese(result, loaded)),
      );
      const phase = cells.every(({ id }) => done[id]) ? 'done' : 'idle';
      patch({ ...nothing, backend: state.backend, loaded, cells, done, phase });
      patch({ total: sumOf(cells), worked: doneWork() });
    },
    run: async () => {
      if (state.phase === 'running' || state.phase === 'opening') return;
      if (state.phase === 'paused') {
        markedAt = now();
        patch({ phase: 'running' });
        return engine.resume();
      }
      patch({ phase: 'opening', error: null });
      try {
        const [first] = state.cells;
        if (first && !state.loaded) await openEngine(first.config);
        patch({ phase: 'running' });
        for (const cell of state.cells) {
          if (state.done[cell.id]) continue;
          patch({ current: cell.id, doing: null });
          await runOne(cell);
        }
        patch({ phase: 'done', current: null, doing: null, secondsLeft: null });
      } catch (error) {
        const { code = 'unknown', message, hint = '' } = error as Partial<LabErrorShape>;
        const shape = { code, message: message ?? String(error), hint };
        patch({ phase: 'failed', current: null, doing: null, error: shape });
      }
    },
    pause: async () => {
      if (state.phase !== 'running') return;
      patch({ phase: 'paused' });
      await engine.pause();
    },
  };
}
