import type { ResultOptions } from '../../results/statsApi.ts';
import { extraMetrics } from '../../results/tableColumns.ts';
import type { EngineSlice } from '../engine/state.ts';
import { type Effect, sameParts } from '../kit/effect.ts';
import type { StatsPort } from '../kit/ports.ts';
import type { RunSlice } from '../run/state.ts';
import type { ClockSlice, KnobsSlice, TableSlice } from '../view/state.ts';
import { chosenCorruption, cleanEvaluation } from './corruptionRungs.ts';
import { resultAsker } from './resultAsker.ts';
import { shownEntry } from './shown.ts';
import type { CorruptionSlice, Evaluation, ResultsSlice } from './state.ts';

type Reads = ClockSlice &
  EngineSlice &
  CorruptionSlice &
  KnobsSlice &
  ResultsSlice &
  RunSlice &
  TableSlice;

/** Bootstrap draws for the intervals shown. */
const draws = 400;
/** Knobs and clock rest this long before the worker is asked for what a bootstrap must tell. */
const restMs = 150;

export interface Ask {
  readonly key: string;
  readonly options: ResultOptions & { readonly temperature: number | 'own' };
}

/** Metrics of the chosen columns and of an opened row that no summary has unasked. */
const wantedMetrics = ({ table }: Reads, methodId: string): readonly string[] => [
  ...new Set([...extraMetrics(table.columns), ...(table.details[methodId] ?? [])]),
];

/**
 * What the page wants to know and the worker has not said: first how each evaluation is to be scaled
 * (without which nothing of it is shown), then the metrics and the intervals of what is in sight.
 */
export function wantedAsks(state: Reads): { readonly now: Ask[]; readonly whenAtRest: Ask[] } {
  const { evaluations, corrupted, summaries, knobs, vault } = state;
  const { binCount, binning, temperature } = knobs;
  const bins = { binCount, binning };
  const own = { ...bins, temperature: 'own' } as const;
  const [now, whenAtRest] = [new Map<string, Ask>(), new Map<string, Ask>()];
  const shown = Object.keys(evaluations).flatMap((methodId) => {
    const entry = shownEntry(state, methodId);
    return entry ? [{ methodId, entry }] : [];
  });
  const first = (entry: Evaluation) => {
    if (entry.bare || now.has(entry.key) || summaries.has(entry.key, own)) return;
    now.set(entry.key, { key: entry.key, options: { ...own, draws: 0 } });
  };
  const whole = ({ key, bare }: Evaluation, at: number | 'own') => {
    const options = { ...bins, temperature: at };
    if (bare || summaries.isWhole(key, options)) return;
    // What the page can say itself is said already: the rest of it can wait.
    const list = vault.has(key) ? whenAtRest : now;
    list.set(`${key} ${at}`, { key, options: { ...options, draws } });
  };
  const measure = (methodId: string, { key, bare }: Evaluation, at: number | 'own') => {
    const metrics = wantedMetrics(state, methodId);
    const options = { ...bins, temperature: at };
    if (bare || metrics.length === 0 || summaries.isMeasured(key, options, metrics)) return;
    now.set(`${key} ${at} ${metrics}`, { key, options: { ...options, draws: 0, metrics } });
  };
  for (const { entry } of shown) first(entry);
  for (const list of Object.values(evaluations)) for (const entry of list) first(entry);
  for (const { methodId, entry } of shown) {
    if (now.has(entry.key)) continue;
    for (const at of temperature === 1 || temperature === 'own'
      ? [own.temperature]
      : [own.temperature, temperature]) {
      measure(methodId, entry, at);
      whole(entry, at);
    }
  }
  const shiftId = chosenCorruption(state)?.id;
  for (const [methodId, list] of Object.entries(corrupted)) {
    const rungs = list.filter((entry) => entry.shiftId === shiftId);
    const newest = Math.max(...rungs.map(({ step }) => step));
    const clean = cleanEvaluation(state, methodId, newest);
    const at = temperature === 'own' ? clean && summaries.fit(clean.key) : temperature;
    if (at === undefined) continue;
    for (const entry of rungs) if (entry.step === newest) whole(entry, at);
  }
  return { now: [...now.values()], whenAtRest: [...whenAtRest.values()] };
}

/** Asks the statistics worker for what is wanted, each thing once, and takes its answers a frame at a time. */
export const askStatistics =
  (stats: StatsPort): Effect<Reads> =>
  (store) => {
    const asked = new Set<string>();
    let rest: ReturnType<typeof setTimeout> | undefined;
    const askWorker = resultAsker(store, stats);
    const ask = ({ key, options }: Ask) => {
      const { temperature, binCount, binning, draws: count, metrics = [] } = options;
      const name = [key, temperature, binCount, binning, count, metrics].join(' ');
      if (asked.has(name)) return;
      asked.add(name);
      void askWorker(key, options);
    };
    let losses = 0;
    /** What is gone may come again, and what was said may be lost: both are then asked again. */
    const forget = () => {
      const { evaluations, corrupted, summaries } = store.getState();
      if (summaries.losses !== losses) asked.clear();
      losses = summaries.losses;
      const keys = new Set(
        [evaluations, corrupted].flatMap((all) =>
          Object.values(all).flatMap((list) => list.map(({ key }) => key)),
        ),
      );
      for (const name of asked) if (!keys.has(name.split(' ', 1)[0]!)) asked.delete(name);
    };
    /** @param isMoving a hand is on a knob: metrics, dear as they are, wait for where it stops */
    const look = (isMoving: boolean) => {
      forget();
      const { now, whenAtRest } = wantedAsks(store.getState());
      const waits = ({ options }: Ask) => isMoving && options.metrics !== undefined;
      for (const one of now) if (!waits(one)) ask(one);
      clearTimeout(rest);
      if (whenAtRest.length === 0 && !now.some(waits)) return;
      rest = setTimeout(() => {
        const then = wantedAsks(store.getState());
        for (const one of [...then.now, ...then.whenAtRest]) ask(one);
      }, restMs);
    };
    store.subscribe(
      ({ knobs, clock, evaluations, corrupted, corruption, summaryRevision, table }) =>
        [
          knobs,
          clock.scrubStep,
          evaluations,
          corrupted,
          corruption,
          summaryRevision,
          table,
        ] as const,
      ([knobs, scrubStep], [knobsBefore, scrubBefore]) =>
        look(knobs !== knobsBefore || scrubStep !== scrubBefore),
      sameParts,
    );
  };
