import type { Recordings } from '../../client/recordings.ts';
import type { Recording } from '../../results/recording.ts';
import type { MethodResult } from '../../results/types.ts';
import {
  entriesOf,
  evaluationInfos,
  putOnPage,
  readEvaluations,
  readLogs,
  type StoredRun,
} from '../archive/open/putOnPage.ts';
import type { RunsSlice } from '../archive/state.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { GetState, SetState } from '../kit/slice.ts';
import type { ResultsSlice } from '../results/state.ts';
import type { RunSlice, RunState, SetupSlice } from '../run/state.ts';
import type { MatrixSlice, SelectionSlice } from '../selection/state.ts';
import type { ClockSlice } from '../view/state.ts';
import type { RecordedSlice, RecordedState } from './state.ts';

/** What a recorded race touches of the page. */
export type RecordedReads = ClockSlice &
  EngineSlice &
  MatrixSlice &
  RecordedSlice &
  ResultsSlice &
  RunSlice &
  RunsSlice &
  SelectionSlice &
  SetupSlice;

function historyOf(results: readonly MethodResult[]): RecordedState['history'] {
  const history: Record<string, MethodResult[]> = {};
  for (const result of results) {
    if (result.scope !== 'live' || result.alpha !== undefined) continue;
    history[result.methodId] = [...(history[result.methodId] ?? []), result];
  }
  return history;
}

/** Lanes that are trained, where they ended; what they lost on the way comes with the steps. */
function finished({ catalogue, record: { config, step } }: Recording): RunState['lanes'] {
  const trained = config.lanes.filter(({ methodId }) =>
    catalogue.methods.some(({ id, kind }) => id === methodId && kind === 'trained'),
  );
  return Object.fromEntries(
    trained.map(({ methodId }) => [methodId, { step, loss: Number.NaN, stepMs: 0 }]),
  );
}

export type RecordedOpener = ReturnType<typeof createRecordedOpener>;

/** Shows a recorded race like a kept run, from the page's own files instead of the archive. */
export function createRecordedOpener(
  recordings: Recordings,
  set: SetState<RecordedReads>,
  get: GetState<RecordedReads>,
) {
  let shown: { readonly recording: Recording; readonly run: StoredRun } | null = null;
  const patch = (change: Partial<RecordedState>) =>
    set(({ recorded }) => ({ recorded: { ...recorded, ...change } }));
  const isOpen = () => shown !== null && get().run?.id === shown.run.runId;

  /** The page draws by what the recording says of model, data and methods, until the engine does. */
  const standIn = ({ catalogue, loaded }: Recording) => {
    const known = get().engine.catalogue !== null;
    set(({ engine }) => ({
      engine: { ...engine, standIn: loaded, catalogue: engine.catalogue ?? catalogue },
    }));
    if (!known) get().adoptCatalogue(catalogue);
  };

  const find = () => {
    const { datasetId, modelId } = get().setup;
    return recordings.find({ ...(datasetId && { datasetId }), ...(modelId && { modelId }) });
  };

  return {
    /** Whether there is one that can be shown, also if the network goes from now on. */
    has: async () => {
      const recording = await find();
      if (!recording) return false;
      await recordings.numbers(recording);
      return true;
    },
    /** @returns whether there is one */
    open: async (): Promise<boolean> => {
      const before = get().run;
      const recording = await find();
      if (!recording) return false;
      const all = await recordings.numbers(recording);
      // Something else has taken the page meanwhile.
      if (get().run !== before) return true;
      if (before) await get().keepRunNow();
      const record = { ...recording.record, results: recording.results.map((i) => all[i]!) };
      const run: StoredRun = {
        record,
        runId: record.id,
        results: all,
        read: (info) => recordings.payload(recording, info),
      };
      shown = { recording, run };
      standIn(recording);
      putOnPage(run, new Map(), set, get, { recorded: true, lanes: finished(recording) });
      set(({ runs }) => ({ runs: { ...runs, openId: null, note: null, error: null } }));
      const facesUrl = recordings.urlOf(recording, recording.faces.path);
      patch({
        isThere: true,
        recording,
        facesUrl,
        history: historyOf(all),
        logits: 'unasked',
        phase: 'shown',
      });
      return true;
    },
    /** Every step of its methods, and what they made of a batch. */
    readSteps: async () => {
      if (!shown) return;
      const { recording, run } = shown;
      const log = await readLogs(run);
      const inspections = await recordings.inspections(recording);
      if (!isOpen()) return;
      set(({ run: now }) => ({
        run: now && { ...now, log, revision: now.revision + 1 },
        inspections,
      }));
    },
    readLogits: async () => {
      if (!shown || get().recorded.logits !== 'unasked') return;
      const { run } = shown;
      patch({ logits: 'coming' });
      const infos = [...evaluationInfos(run.record)].reverse();
      const read = await readEvaluations(run, infos, get().vault, isOpen);
      if (!read || !isOpen()) return patch({ logits: 'unasked' });
      set(entriesOf(run, read));
      patch({ logits: 'here' });
    },
  };
}
