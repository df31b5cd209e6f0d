import type { EvaluationEvent, LabEvent, SplitInfo } from '../protocol/events.ts';
import { LabError } from '../protocol/labError.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { MethodLogits } from '../results/statsApi.ts';
import type { MethodResult } from '../results/types.ts';
import { type Measurer, measureHere } from './measurer.ts';

/** The part of the engine's client that a race needs. */
export interface RaceEngine {
  start(config: RunConfig): Promise<string>;
  subscribe(listener: (event: LabEvent) => void): () => void;
}

/** What its evaluations are measured by. */
export interface RaceMeasures {
  /** Of the loaded dataset, for their roles. */
  readonly splits: readonly SplitInfo[];
  /** Metrics beyond those that every summary has. */
  readonly metrics?: readonly string[];
  /** By default at once, here. */
  readonly measurer?: Measurer;
  /** Sees every full evaluation, all splits at once, before its logits are let go. */
  readonly onLogits?: (method: MethodLogits) => void;
}

/** Draws of the bootstrap behind every interval. */
const draws = 1000;

const keyOf = (methodId: string, alpha: number | undefined) => `${methodId} ${alpha ?? ''}`;

/** One method's full evaluation, all splits at once. */
function logitsOf(events: readonly EvaluationEvent[], splits: readonly SplitInfo[]): MethodLogits {
  const [first] = events;
  if (!first) throw new LabError('evaluation.empty', 'An evaluation held no split.', 'Run again.');
  const { methodId, alpha, step, classCount } = first;
  return {
    methodId,
    ...(alpha !== undefined && { alpha }),
    step,
    scope: 'full',
    classCount,
    splits: events.map(({ splitId, logits, labels, indices }) => {
      const role = splits.find((split) => split.id === splitId)?.role;
      if (!role || role === 'train') throw new Error(`Evaluated split "${splitId}" is unknown.`);
      return { splitId, role, logits, labels, indices };
    }),
  };
}

/** In the order of the config: lanes, then views. */
function inOrder(config: RunConfig, results: ReadonlyMap<string, MethodResult>): MethodResult[] {
  const wanted: { methodId: string; alpha?: number }[] = [...config.lanes, ...config.views];
  return wanted.map(({ methodId, alpha }) => {
    const result = results.get(keyOf(methodId, alpha));
    if (result) return result;
    throw new LabError(
      'run.incomplete',
      `The run ended without a full evaluation of ${methodId}.`,
      'Run again; if it happens twice, report it with the flags you used.',
    );
  });
}

/**
 * Runs one race to its end and summarises the full evaluation of every lane and view.
 * @param onEvent sees every event first, for progress
 * @param begin   starts the race, or has an interrupted one of this config go on
 * @throws LabError when the run fails, is stopped or leaves a method out
 */
export async function raceOnce(
  engine: RaceEngine,
  config: RunConfig,
  measures: RaceMeasures,
  onEvent: (event: LabEvent) => void,
  begin: () => Promise<unknown> = () => engine.start(config),
): Promise<readonly MethodResult[]> {
  const collected = new Map<string, EvaluationEvent[]>();
  const results = new Map<string, Promise<MethodResult>>();
  const { splits, metrics, measurer = measureHere, onLogits } = measures;
  const options = { binCount: 15, binning: 'width', draws, metrics } as const;
  let unsubscribe = () => {};
  const ended = new Promise<void>((resolve, reject) => {
    const onRaceEvent = (event: LabEvent) => {
      onEvent(event);
      if (event.type === 'evaluation' && event.scope === 'full') {
        const key = keyOf(event.methodId, event.alpha);
        collected.set(key, [...(collected.get(key) ?? []), event]);
      } else if (event.type === 'evaluation.done' && event.scope === 'full') {
        const key = keyOf(event.methodId, event.alpha);
        const method = logitsOf(collected.get(key) ?? [], splits);
        const result = measurer.result(method, options);
        result.catch(reject);
        results.set(key, result);
        onLogits?.(method);
        collected.delete(key);
      } else if (event.type === 'run.failed' || event.type === 'engine.failed') {
        reject(new LabError(event.code, event.message, event.hint));
      } else if (event.type === 'run.phase' && event.phase === 'finished') {
        resolve();
      } else if (event.type === 'run.phase' && event.phase === 'stopped') {
        reject(new LabError('run.stopped', 'The run was stopped before its end.', 'Run again.'));
      }
    };
    unsubscribe = engine.subscribe((event) => {
      try {
        onRaceEvent(event);
      } catch (error) {
        reject(error);
      }
    });
  });
  try {
    await Promise.all([begin(), ended]);
  } finally {
    unsubscribe();
  }
  const measured = new Map<string, MethodResult>();
  for (const [key, result] of results) measured.set(key, await result);
  return inOrder(config, measured);
}
