import type { BatchInspection } from '../../src/protocol/engineApi.ts';
import type { LabEvent } from '../../src/protocol/events.ts';
import type { EnginePort } from '../../src/store/kit/ports.ts';
import { fakeEvaluation } from './fakeLogits.ts';
import { catalogue, loaded } from './fixtures.ts';

/** Similarities of eight captions, some of which look alike, at a sharpness. */
function similarities(size: number, sharpness: number, alike: number): Float32Array {
  const values = new Float32Array(size * size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) {
      const near = i === j ? 1 : (i ^ j) === 1 ? alike : 0.25 * Math.abs(Math.sin(7 * i + 3 * j));
      values[i * size + j] = Math.exp(sharpness * near);
      sum += values[i * size + j]!;
    }
    for (let j = 0; j < size; j++) values[i * size + j]! /= sum;
  }
  return values;
}

export function fakeInspection(methodId: string, size: number, step: number): BatchInspection {
  const smooth = 0.1;
  const filled = (value: (i: number, j: number) => number) =>
    Float32Array.from({ length: size * size }, (_, at) => value(Math.floor(at / size), at % size));
  const taught = methodId.startsWith('carot');
  const labels = Int32Array.from({ length: size }, (_, i) => 3 + 11 * i);
  return {
    methodId,
    step,
    size,
    indices: Int32Array.from({ length: size }, (_, i) => 5 + 37 * i),
    labels,
    captions: Array.from(labels, (label) => `an icon of ${loaded.dataset.classNames[label]}`),
    student: similarities(size, 1.5 + 3 * (step / 152), 0.55),
    targets: [
      { id: 'one-hot', values: filled((i, j) => Number(i === j)) },
      {
        id: 'label-smoothed',
        values: filled((i, j) => (i === j ? 1 - smooth : 0) + smooth / size),
      },
      ...(taught ? [{ id: 'teacher' as const, values: similarities(size, 3.2, 0.8) }] : []),
    ],
    labelSmoothing: smooth,
    ...(taught ? { teacherPretrainedWeight: 0.99 ** step } : {}),
  };
}

/** An engine that evaluates and inspects with made-up numbers, as if the race stood at `step`. */
export function answeringEngine(
  emit: (events: readonly LabEvent[]) => void,
  { step, totalSteps, ms }: { step: number; totalSteps: number; ms: number },
): Partial<EnginePort> {
  const wait = () => new Promise((resolve) => setTimeout(resolve, ms));
  const isReference = (id: string) =>
    catalogue.methods.some((method) => method.id === id && method.kind === 'reference');
  return {
    evaluate: async (methodId, scope, how = {}) => {
      await wait();
      const at = isReference(methodId) ? 0 : step;
      const progress = at / totalSteps;
      emit(fakeEvaluation({ runId: 'run-1', methodId, step: at, progress, scope, ...how }));
    },
    inspectBatch: async (methodId, size) => {
      await wait();
      return fakeInspection(methodId, size, step);
    },
  };
}
