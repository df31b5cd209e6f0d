import type { CorruptionLevel } from '../../src/protocol/catalogue.ts';
import type { EvaluationEvent, EvaluationScope, RunEvent } from '../../src/protocol/events.ts';
import { catalogue, loaded } from './fixtures.ts';

/** Whole numbers from text, and numbers from 0 to 1 from those: the same for the same text. */
function randomOf(text: string): () => number {
  let state = 2166136261;
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 16777619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export interface FakeEvaluation {
  readonly runId: string;
  readonly methodId: string;
  readonly step: number;
  /** Of the race's steps, 0..1. */
  readonly progress: number;
  readonly scope: EvaluationScope;
  readonly alpha?: number;
  readonly shift?: CorruptionLevel;
}

/** Mean accuracy, and how much more confidence than that: the method's way through the race. */
function aims({ methodId, progress, alpha = 1, shift }: FakeEvaluation, role: string) {
  const order = catalogue.methods.findIndex(({ id }) => id === methodId);
  const gain = (methodId === 'zs' ? 0 : 1 - Math.exp(-3 * progress)) * alpha;
  const mix = alpha * (1 - alpha);
  const harm = 0.07 * (shift?.severity ?? 0);
  const accuracy =
    role === 'ood' ? 0.3 + 0.02 * gain + 0.24 * mix : 0.42 + (0.2 - 0.012 * order) * gain;
  const bias =
    (methodId === 'carot' ? -0.03 : 0.02 * order) * gain + (role === 'ood' ? 0.12 * gain : 0.02);
  return { accuracy: accuracy * (1 - harm), bias: bias - 0.5 * mix + 0.8 * harm * accuracy };
}

/** Logits whose top confidences and accuracies are aimed at; `done` follows the last split. */
export function fakeEvaluation(about: FakeEvaluation): RunEvent[] {
  const { runId, methodId, step, scope, alpha, shift } = about;
  const classCount = loaded.dataset.classNames.length;
  const stamp = { runId, at: Date.now(), methodId, step, scope, alpha, shift };
  const events: RunEvent[] = [];
  for (const { id: splitId, role, count } of loaded.dataset.splits) {
    if (role === 'train' || (shift && role !== 'id')) continue;
    const n = scope === 'live' ? Math.min(200, count) : count;
    const { accuracy, bias } = aims(about, role);
    const easiness = randomOf(splitId);
    const random = randomOf(`${methodId}/${step}/${alpha}/${splitId}`);
    const logits = new Float32Array(n * classCount);
    const labels = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      const label = i % classCount;
      const right = Math.min(1, Math.max(0, accuracy + 0.75 * (easiness() - 0.5)));
      const confidence = Math.min(0.995, Math.max(0.03, right + bias * (0.6 + 0.8 * right)));
      const predicted = random() < right ? label : Math.floor(random() * classCount);
      let others = 0;
      for (let k = 0; k < classCount; k++) {
        const logit = 2 * (random() + random() + random() - 1.5);
        logits[i * classCount + k] = logit;
        if (k !== predicted) others += Math.exp(logit);
      }
      logits[i * classCount + predicted] = Math.log((others * confidence) / (1 - confidence));
      labels[i] = label;
    }
    const event: EvaluationEvent = {
      type: 'evaluation',
      ...stamp,
      splitId,
      logits,
      labels,
      indices: Int32Array.from({ length: n }, (_, i) => i),
      classCount,
      evalMs: 70 * (events.length + 1),
    };
    events.push(event);
  }
  return [...events, { type: 'evaluation.done', ...stamp }];
}
