import type { LabEvent } from '../../protocol/events.ts';
import { packLog } from '../../results/packLog.ts';
import {
  type PayloadInfo,
  payloadKey,
  type RunPayload,
  type RunRecord,
} from '../../results/runRecord.ts';
import type { MethodResult } from '../../results/types.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import { evaluationKey, historyBins } from '../results/evaluationKey.ts';
import type { ResultsSlice } from '../results/state.ts';
import { raceStep } from '../run/selectors.ts';
import type { RunSlice, RunState } from '../run/state.ts';
import type { ClockSlice } from '../view/state.ts';
import { currentName } from './runNames.ts';
import { evaluationPayload, recordedEvaluation, recordParts } from './runParts.ts';
import type { RunsSlice } from './state.ts';

type Reads = ClockSlice & EngineSlice & ResultsSlice & RunSlice & RunsSlice;

/** What of a run lies in the archive, by payload key; shared by all that write. */
export type KeptParts = Map<string, Map<string, PayloadInfo>>;

interface Draft {
  /** As it last was on the page: another run may have taken its place since. */
  run: RunState;
  readonly results: Map<string, MethodResult>;
  readonly savedAt: number;
}

/** What was measured after a checkpoint comes again. Keys: "evaluation/method/step/…". */
function dropLater(infos: Map<string, PayloadInfo> | undefined, step: number): void {
  for (const key of infos?.keys() ?? []) {
    const [kind, , at] = key.split('/');
    if (kind === 'evaluation' && Number(at) > step) infos?.delete(key);
  }
}

export interface Journal {
  /** Follows the race on the page. */
  note(events: readonly LabEvent[]): void;
  /** Resolves when all that was noted is written. */
  written(): Promise<void>;
}

/**
 * Writes every evaluation of a race into the archive as it lands, so that whatever ends the page
 * leaves all of it but weights and intervals, which the keeper adds when the race rests. What cannot
 * be written is said once, and the race goes on.
 */
export function createJournal(
  { archive, stats, now }: LabDeps,
  kept: KeptParts,
  get: () => Reads,
  hooks: { isForgotten(id: string): boolean; failed(error: unknown): void },
): Journal {
  let draft: Draft | null = null;
  let queue: Promise<void> = Promise.resolve();
  const write = (of: Draft, work: () => Promise<void>) => {
    queue = queue.then(async () => {
      if (hooks.isForgotten(of.run.id) || get().runs.mode === 'read-only') return;
      await work().catch(hooks.failed);
    });
  };
  const put = async ({ run }: Draft, payload: RunPayload) => {
    const infos = kept.get(run.id) ?? new Map<string, PayloadInfo>();
    kept.set(run.id, infos);
    infos.set(payloadKey(payload), await archive.savePayload(run.id, payload));
  };
  const saveRecord = async ({ run, results, savedAt }: Draft) => {
    const parts = recordParts(get(), run, [...results.values()]);
    const { catalogue } = get().engine;
    if (!parts || !catalogue || results.size === 0) return;
    const latest = get().runs.entries.find(({ id }) => id === run.id)?.record;
    const record: RunRecord = {
      ...parts,
      id: run.id,
      name: currentName(latest, run.config, raceStep(run), catalogue),
      notes: latest?.notes ?? '',
      savedAt: latest?.savedAt ?? savedAt,
      payloads: [...(kept.get(run.id)?.values() ?? [])],
    };
    await archive.saveRecord(record);
  };
  const putLogs = async (of: Draft) => {
    for (const [methodId, log] of of.run.log) await put(of, packLog(methodId, log));
  };

  const noteOne = (event: LabEvent, of: Draft) => {
    if (event.type === 'evaluation.done' && !event.shift) {
      const key = evaluationKey(event);
      const payload = evaluationPayload(key, [...(get().vault.get(key) ?? [])]);
      if (!payload || payload.splits.length === 0) return;
      // Asked at once: another race clears the statistics of this one.
      const own = get().evaluations[event.methodId] ?? [];
      const stands = recordedEvaluation(event.methodId, own, of.run.config)?.key === key;
      const answer = stats.result(key, { ...historyBins, draws: 0 }).catch(() => null);
      write(of, async () => {
        await put(of, payload);
        const result = stands ? await answer : null;
        if (!result) return;
        of.results.set(event.methodId, result);
        await putLogs(of);
        await saveRecord(of);
      });
    }
    if (event.type === 'run.checkpoint' && !event.problem) write(of, () => putLogs(of));
    if (event.type === 'run.phase') write(of, () => saveRecord(of));
  };

  return {
    note: (events) => {
      for (const event of events) {
        if (!('runId' in event)) continue;
        const { run } = get();
        if (event.type === 'run.started' || event.type === 'run.resumed') {
          const before = draft?.run.id === event.runId ? draft : null;
          draft = null;
          if (run?.id !== event.runId) continue;
          const known = get().runs.entries.find(({ id }) => id === run.id)?.record;
          const results = before?.results.values() ?? known?.results ?? [];
          const still = [...results].filter(
            ({ step }) => event.type === 'run.resumed' && step <= event.step,
          );
          const byMethod = new Map(still.map((result) => [result.methodId, result]));
          draft = { run, results: byMethod, savedAt: before?.savedAt ?? Math.round(now()) };
          if (known && !kept.has(run.id)) {
            kept.set(run.id, new Map(known.payloads.map((info) => [info.key, info])));
          }
          if (event.type === 'run.resumed') dropLater(kept.get(run.id), event.step);
        }
        if (draft?.run.id !== event.runId) continue;
        if (run?.id === draft.run.id) draft.run = run;
        noteOne(event, draft);
      }
    },
    written: () => queue,
  };
}
