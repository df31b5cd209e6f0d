import type { Method } from '../../methods/method.ts';
import { defaultParams, type RunConfig } from '../../protocol/runConfig.ts';
import { batchSource } from '../batchSource.ts';
import type { Lab } from '../lab.ts';
import { createLane } from '../lane/lane.ts';
import { trainStep } from '../lane/trainStep.ts';
import { raceStart } from '../raceStart.ts';
import { disposeBatch, uploadBatch } from '../upload.ts';

/** One training step on the clock. */
export interface StepSample {
  /** From the call until all of it is done and its loss is read. */
  readonly ms: number;
  /** From the call until it returns: on a GPU the JavaScript of a step, on the processor all of it. */
  readonly jsMs: number;
  /** Before the update, nats. */
  readonly loss: number;
}

/** Lanes that go on training on one batch. */
export interface MeasuredLanes {
  /** One more step of the method that stands at this place. */
  step(index: number): Promise<StepSample>;
  dispose(): void;
}

/**
 * Lanes of the lab itself, to be measured: forward, backward and update on the first batch of a
 * config, at a constant rate.
 */
export function measuredLanes(
  methods: readonly Method[],
  lab: Lab,
  config: Omit<RunConfig, 'lanes' | 'views'>,
): MeasuredLanes {
  const full: RunConfig = { ...config, lanes: [], views: [] };
  const start = raceStart(full, lab);
  const batch = uploadBatch(batchSource(full, lab)(0), lab, start.prompts);
  const lanes = methods.map((method) =>
    createLane(method, defaultParams(method.params), start, config.optimizer),
  );
  const { learningRate, clipNorm } = config.optimizer;
  return {
    async step(index) {
      const began = performance.now();
      const { packed } = await trainStep(lanes[index]!, batch, { learningRate, clipNorm });
      const returned = performance.now();
      const [loss] = await packed.data<'float32'>();
      const ended = performance.now();
      packed.dispose();
      return { ms: ended - began, jsMs: returned - began, loss: loss! };
    },
    dispose() {
      for (const lane of lanes) lane.dispose();
      disposeBatch(batch);
      start.dispose();
    },
  };
}
