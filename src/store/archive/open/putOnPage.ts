import { unpackLog } from '../../../results/packLog.ts';
import type { RunLog } from '../../../results/runLog.ts';
import type {
  EvaluationPayload,
  PayloadInfo,
  RunPayload,
  RunRecord,
} from '../../../results/runRecord.ts';
import type { MethodResult } from '../../../results/types.ts';
import { evaluationKey } from '../../results/evaluationKey.ts';
import type { CorruptedEvaluation, Evaluation, ResultsSlice } from '../../results/state.ts';
import { isOver } from '../../run/phase.ts';
import type { RunSlice, RunState } from '../../run/state.ts';
import type { SelectionSlice } from '../../selection/state.ts';
import { emptyClock } from '../../view/clockSlice.ts';
import type { ClockSlice } from '../../view/state.ts';
import { lanesOf } from '../runParts.ts';

type Reads = ClockSlice & ResultsSlice & RunSlice & SelectionSlice;

/** A run that is not this page's own: its record, what is known of its evaluations, and where its payloads lie. */
export interface StoredRun {
  readonly record: RunRecord;
  /** Under which its evaluations are known to the page. */
  readonly runId: string;
  /** Numbers that are known before any logits are read. */
  readonly results: readonly MethodResult[];
  read(info: PayloadInfo): Promise<RunPayload | null>;
}

/** Lets the page draw between two pieces. */
export const breathe = () => new Promise((resolve) => setTimeout(resolve));

/** What the record itself says of each method, until its logits are read. */
function bareEntries(results: readonly MethodResult[], runId: string) {
  const entries: Record<string, Evaluation[]> = {};
  for (const { methodId, step, scope, alpha } of results) {
    const key = evaluationKey({ runId, methodId, step, scope, alpha });
    const entry = { key, step, scope, alpha, bare: true } as const;
    entries[methodId] = [...(entries[methodId] ?? []), entry];
  }
  return entries;
}

/** The evaluations whose logits were read, in order, and of the others what the record says. */
export function entriesOf(
  { results, runId }: Pick<StoredRun, 'results' | 'runId'>,
  read: readonly Omit<EvaluationPayload, 'splits'>[],
): Pick<ResultsSlice, 'evaluations' | 'corrupted'> {
  const evaluations: Record<string, Evaluation[]> = {};
  const corrupted: Record<string, CorruptedEvaluation[]> = {};
  for (const { kind: _, methodId, ...stamp } of read) {
    const { step, scope, alpha, shift } = stamp;
    const entry = { key: evaluationKey({ runId, methodId, ...stamp }), step, scope, alpha };
    if (shift) corrupted[methodId] = [...(corrupted[methodId] ?? []), { ...entry, ...shift }];
    else evaluations[methodId] = [...(evaluations[methodId] ?? []), entry];
  }
  for (const [methodId, bare] of Object.entries(bareEntries(results, runId))) {
    const own = evaluations[methodId] ?? [];
    const missing = bare.filter((entry) => !own.some(({ key }) => key === entry.key));
    evaluations[methodId] = [...own, ...missing];
  }
  for (const all of [evaluations, corrupted]) {
    for (const list of Object.values(all)) list.sort((a, b) => a.step - b.step);
  }
  return { evaluations, corrupted };
}

/** The logs among a run's payloads. */
export async function readLogs({ record, read }: StoredRun): Promise<RunLog> {
  const log: RunLog = new Map();
  for (const info of record.payloads.filter(({ key }) => key.startsWith('log/'))) {
    const payload = await read(info);
    if (payload?.kind === 'log') log.set(payload.methodId, unpackLog(payload));
  }
  return log;
}

/** Puts a run on the page with the numbers that its record holds. @param own what is told of it beside */
export function putOnPage(
  { record, runId, results }: StoredRun,
  log: RunLog,
  set: (change: Partial<Reads>) => void,
  get: () => Reads,
  own: Partial<RunState> = {},
): void {
  get().clearResults();
  const { config, backend, phase, step, bookmarks } = record;
  for (const result of results) {
    get().summaries.take(evaluationKey({ runId, ...result }), result);
  }
  set({
    run: {
      id: runId,
      config,
      backend,
      phase: isOver(phase) ? phase : 'stopped',
      lanes: lanesOf(log, step),
      failure: null,
      log,
      revision: 1,
      activeMs: 0,
      activeSince: null,
      hasWeights: false,
      checkpointStep: null,
      checkpointProblem: null,
      interrupted: false,
      ...own,
    },
    evaluations: bareEntries(results, runId),
    clock: { ...emptyClock, bookmarks },
    pins: [],
  });
}

/** Logits of some payloads into the vault and to the statistics worker. @returns what was read; null once it is not wanted any more */
export async function readEvaluations(
  { runId, read }: StoredRun,
  infos: readonly PayloadInfo[],
  vault: ResultsSlice['vault'],
  isWanted: () => boolean,
): Promise<Omit<EvaluationPayload, 'splits'>[] | null> {
  const found: Omit<EvaluationPayload, 'splits'>[] = [];
  for (const info of infos) {
    const payload = await read(info);
    if (!isWanted()) return null;
    if (payload?.kind !== 'evaluation') continue;
    const { splits, ...stamp } = payload;
    const key = evaluationKey({ runId, ...stamp });
    for (const split of splits) vault.keep(key, stamp, split);
    found.push(stamp);
    await breathe();
  }
  return found;
}

export const evaluationInfos = ({ payloads }: RunRecord): readonly PayloadInfo[] =>
  payloads.filter(({ key }) => key.startsWith('evaluation/'));
