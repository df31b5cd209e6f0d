import { afterEach, expect, test } from 'vitest';
import { isTrained, methods } from '../../src/methods/registry.ts';
import { useFused } from '../../src/ops/kernels.ts';
import { collect, tinyConfig, tinyRace } from '../unit/engine/tinyRace.ts';

const raced = methods.filter(isTrained).map(({ id }) => id);
const steps = 50;

afterEach(() => {
  useFused(true);
});

/** The loss of every step of a race of one method. */
async function losses(methodId: string): Promise<number[]> {
  const evaluation = { everySteps: 0, liveLimit: 4, finalLimit: 4 };
  const tiny = tinyRace(tinyConfig([methodId], { steps, evaluation }));
  const events = await collect(tiny.race.train());
  tiny.dispose();
  return events.flatMap((event) => (event.type === 'train.step' ? [event.loss] : []));
}

test.each(raced)(
  '%s trains with kernels of our own as with stock ops, and twice alike',
  {
    timeout: 120_000,
  },
  async (methodId) => {
    const fused = await losses(methodId);
    expect(fused).toHaveLength(steps);
    expect(await losses(methodId)).toEqual(fused);
    useFused(false);
    const composed = await losses(methodId);
    composed.forEach((loss, step) => {
      const apart = Math.abs(fused[step]! - loss);
      expect(apart, `step ${step + 1}`).toBeLessThan(1e-3 * Math.abs(loss));
    });
  },
);
