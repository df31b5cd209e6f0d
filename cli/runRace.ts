import type { EngineClient } from '../src/client/engineClient.ts';
import type { EvaluationEvent, LabEvent, LoadedInfo } from '../src/protocol/events.ts';
import type { RunConfig } from '../src/protocol/runConfig.ts';
import { evaluationLine, stepLine } from '../src/results/exports/logLines.ts';
import type { MethodLogits } from '../src/results/statsApi.ts';
import { measureHere } from '../src/study/measurer.ts';
import { raceOnce } from '../src/study/raceOnce.ts';
import { imagesOf } from '../src/study/runCell.ts';
import type { HeadlessMessage, RaceOutcome, RaceWish } from './headlessLab.ts';
import { base64, bytesOf } from './recordBytes.ts';

/** Tells of every step and evaluation, an evaluation once all of its splits are there. */
function createLogger(
  { seed }: RunConfig,
  { dataset: { splits } }: LoadedInfo,
  tell: (message: HeadlessMessage) => void,
) {
  const open = new Map<string, EvaluationEvent[]>();
  const nameOf = (event: { methodId: string; step: number; scope: string; alpha?: number }) =>
    `${event.methodId}/${event.step}/${event.scope}/${event.alpha}`;
  return (event: LabEvent) => {
    if (event.type === 'train.step') tell({ type: 'log', seed, line: stepLine(event) });
    if (event.type === 'evaluation') {
      open.set(nameOf(event), [...(open.get(nameOf(event)) ?? []), event]);
    }
    if (event.type !== 'evaluation.done') return;
    const line = evaluationLine(open.get(nameOf(event)) ?? [], splits);
    open.delete(nameOf(event));
    if (line) tell({ type: 'log', seed, line });
  };
}

/**
 * Runs one race to its end, with what is wished for beside its numbers.
 * @throws LabError when it fails
 */
export async function runRace(
  client: EngineClient,
  loaded: LoadedInfo,
  config: RunConfig,
  wish: Partial<RaceWish> & { readonly metrics: readonly string[] },
  tell: (message: HeadlessMessage) => void,
  onEvent: (event: LabEvent) => void,
): Promise<RaceOutcome> {
  const { splits, classNames } = loaded.dataset;
  const losses: Record<string, number[]> = {};
  const rows = new Map<string, MethodLogits>();
  const log = wish.log ? createLogger(config, loaded, tell) : null;
  const measures = {
    splits,
    metrics: wish.metrics,
    ...(wish.rows && {
      onLogits: (method: MethodLogits) => void rows.set(method.methodId, method),
    }),
  };
  const results = await raceOnce(client, config, measures, (event) => {
    onEvent(event);
    log?.(event);
    if (event.type !== 'train.step') return;
    losses[event.methodId] ??= [];
    losses[event.methodId]!.push(event.loss);
  });
  const last = results.flatMap(({ methodId }) => rows.get(methodId) ?? []);
  const text = wish.rows ? await imagesOf(last, classNames, wish.rows, measureHere) : null;
  const weights: Record<string, string> = {};
  for (const { methodId } of wish.weights ? config.lanes : []) {
    weights[methodId] = base64(bytesOf(await client.exportWeights(methodId)));
  }
  return {
    results,
    losses,
    ...(text && { images: base64(new TextEncoder().encode(text.join(''))) }),
    ...(wish.weights && { weights }),
  };
}
