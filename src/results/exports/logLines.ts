import type { EvaluationEvent, SplitInfo, StepEvent } from '../../protocol/events.ts';
import { methodResult } from '../methodResult.ts';
import type { LoggedScalars } from './tfevents.ts';

/** A line of a log of steps and evaluations, as JSON; times in milliseconds since 1970. */
export type LogLine =
  | ({ readonly kind: 'step' } & Pick<
      StepEvent,
      | 'at'
      | 'methodId'
      | 'step'
      | 'loss'
      | 'parts'
      | 'diagnostics'
      | 'learningRate'
      | 'gradNorm'
      | 'logitScale'
      | 'stepMs'
    >)
  | {
      readonly kind: 'evaluation';
      readonly at: number;
      readonly methodId: string;
      readonly alpha?: number;
      readonly step: number;
      readonly scope: 'live' | 'full';
      readonly temperature: number;
      /** By split, and with "Ts" after temperature scaling. */
      readonly splits: Readonly<Record<string, Readonly<Record<string, number>>>>;
    };

export function stepLine(event: StepEvent): LogLine {
  const { at, methodId, step, loss, parts, diagnostics } = event;
  const { learningRate, gradNorm, logitScale, stepMs } = event;
  const rest = { learningRate, gradNorm, logitScale, stepMs };
  return { kind: 'step', at, methodId, step, loss, parts, diagnostics, ...rest };
}

/** @param events one evaluation, all of its splits */
export function evaluationLine(
  events: readonly EvaluationEvent[],
  splits: readonly SplitInfo[],
): LogLine | null {
  const [first] = events;
  if (!first) return null;
  const { at, methodId, alpha, step, scope, classCount } = first;
  const own = events.flatMap(({ splitId, logits, labels }) => {
    const role = splits.find(({ id }) => id === splitId)?.role;
    return role && role !== 'train' ? [{ splitId, role, logits, labels }] : [];
  });
  const result = methodResult({
    methodId,
    step,
    scope,
    classCount,
    splits: own,
    options: { binCount: 15, binning: 'width', draws: 0 },
  });
  const numbers = result.splits.map(({ splitId, raw, scaled }) => [
    splitId,
    {
      n: raw.n,
      accuracy: raw.accuracy,
      ece: raw.ece,
      nll: raw.nll,
      brier: raw.brier,
      meanConfidence: raw.meanConfidence,
      eceTs: scaled.ece,
      nllTs: scaled.nll,
      brierTs: scaled.brier,
    },
  ]);
  return {
    kind: 'evaluation',
    at,
    methodId,
    ...(alpha !== undefined && { alpha }),
    step,
    scope,
    temperature: result.temperature,
    splits: Object.fromEntries(numbers),
  };
}

/** What TensorBoard draws of a line: "train/loss", "id-test/ece". */
export function lineScalars(line: LogLine): LoggedScalars {
  const at = line.at / 1000;
  if (line.kind === 'step') {
    const { loss, learningRate, gradNorm, logitScale, stepMs, parts, diagnostics } = line;
    const all = { loss, learningRate, gradNorm, logitScale, stepMs, ...parts, ...diagnostics };
    const named = Object.entries(all).map(([name, value]) => [`train/${name}`, value]);
    return { at, step: line.step, scalars: Object.fromEntries(named) };
  }
  const named = Object.entries(line.splits).flatMap(([split, numbers]) =>
    Object.entries(numbers)
      .filter(([name]) => name !== 'n')
      .map(([name, value]) => [`${split}/${name}${line.scope === 'full' ? '-all' : ''}`, value]),
  );
  const scalars = { ...Object.fromEntries(named), temperature: line.temperature };
  return { at, step: line.step, scalars };
}
