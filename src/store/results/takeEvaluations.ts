import { type EvaluationEvent, type LabEvent, previewRunId } from '../../protocol/events.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { Effect } from '../kit/effect.ts';
import type { RecordedSlice } from '../recorded/state.ts';
import type { RunSlice } from '../run/state.ts';
import type { ClockSlice } from '../view/state.ts';
import { cutAfter } from './cutAfter.ts';
import { evaluationKey } from './evaluationKey.ts';
import { splitOf } from './logitsVault.ts';
import type { Evaluation, ResultsSlice } from './state.ts';

type Reads = ClockSlice & EngineSlice & RecordedSlice & ResultsSlice & RunSlice;
type Done = Extract<LabEvent, { type: 'evaluation.done' }>;

/** Adds one to a method's list, in place of what has its key. */
const withEntry = <Entry extends Evaluation>(
  all: Readonly<Record<string, readonly Entry[]>>,
  methodId: string,
  entry: Entry,
) => {
  const others = (all[methodId] ?? []).filter((known) => known.key !== entry.key);
  return { ...all, [methodId]: [...others, entry] };
};

/** Keeps the logits that arrive, notes which evaluations are complete, and clears what a new run replaces. */
export const takeEvaluations: Effect<Reads> = (store) => {
  const { getState, setState } = store;
  /** A recorded race leaves room for what is measured here before any race. */
  const isBeside = ({ runId }: EvaluationEvent | Done) =>
    getState().run?.recorded === true && runId === previewRunId;
  const isShown = (event: EvaluationEvent | Done) =>
    event.runId === (getState().run?.id ?? previewRunId) || isBeside(event);

  const keep = (event: EvaluationEvent) => {
    const { engine, vault, summaries } = getState();
    const split = engine.loaded?.dataset.splits.find(({ id }) => id === event.splitId);
    if (!split || split.role === 'train') return;
    const key = evaluationKey(event);
    // The same place measured again, on another backend say: what was known of it is void.
    const again = vault.get(key)?.some(({ splitId }) => splitId === event.splitId);
    if (again) summaries.forget((known) => known === key);
    vault.keep(key, event, splitOf(event, split.role));
  };
  const note = (event: Done) => {
    const key = evaluationKey(event);
    const { methodId, step, scope, alpha, shift } = event;
    if (isBeside(event)) {
      const here = { methodId, entry: { key, step, scope, alpha } };
      setState(({ recorded }) => ({ recorded: { ...recorded, here } }));
    } else if (shift) {
      const entry = { key, step, scope, ...shift };
      setState(({ corrupted }) => ({ corrupted: withEntry(corrupted, methodId, entry) }));
    } else {
      const entry = { key, step, scope, alpha };
      setState(({ evaluations }) => ({ evaluations: withEntry(evaluations, methodId, entry) }));
    }
  };

  store.hear({
    before: (event, { run }) => {
      // A new run clears the old one's results before its own arrive.
      if (event.type === 'run.started') {
        getState().scrubTo(null);
        setState(({ clock }) => ({ clock: { ...clock, bookmarks: [] } }));
        getState().clearResults();
      }
      if (event.type === 'run.resumed' && event.runId !== run?.id) getState().clearResults();
    },
    take: (event) => {
      if (event.type === 'run.resumed') setState((state) => cutAfter(state, event.step));
      if (event.type === 'evaluation' && isShown(event)) keep(event);
      if (event.type === 'evaluation.done' && isShown(event)) note(event);
    },
  });
};
