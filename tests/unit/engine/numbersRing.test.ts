import { describe, expect, test } from 'vitest';
import { type BegunStep, NumbersRing, type StepDone } from '../../../src/engine/numbersRing.ts';
import * as tf from '../../../src/ops/tf.ts';

/** A step whose loss is given; gradient norm 2, logit scale 3, and one part that is the loss. */
const begun = (step: number, loss: number, methodId = 'ft'): BegunStep => ({
  packed: tf.tensor1d([loss, 2, 3, loss]),
  partNames: ['crossEntropy'],
  diagnostics: {},
  methodId,
  label: methodId.toUpperCase(),
  step,
  learningRate: 0.1,
  startedAt: performance.now(),
});

async function all(events: AsyncIterable<StepDone>, into: StepDone[] = []): Promise<StepDone[]> {
  for await (const event of events) into.push(event);
  return into;
}
const stepsOf = (events: readonly StepDone[]) => events.map(({ step }) => step);

describe('numbers on their way back', () => {
  test('are read at once where the device does one step at a time', async () => {
    const ring = new NumbersRing(0);
    ring.push(begun(1, 0.5));
    const [event] = await all(ring.ready());
    expect(event).toMatchObject({
      type: 'train.step',
      methodId: 'ft',
      step: 1,
      loss: 0.5,
      gradNorm: 2,
      logitScale: 3,
      parts: { crossEntropy: 0.5 },
      learningRate: 0.1,
    });
    expect(event!.stepMs).toBeGreaterThanOrEqual(0);
  });

  test.each([1, 2, 3])('with %i in flight: never more, in order, none left out', async (most) => {
    const before = tf.memory().numTensors;
    const ring = new NumbersRing(most);
    const seen: StepDone[] = [];
    for (let step = 1; step <= 9; step++) {
      ring.push(begun(step, step));
      await all(ring.ready(), seen);
      expect(step - seen.length).toBeLessThanOrEqual(most);
    }
    expect(seen.length).toBeLessThan(9);
    await all(ring.settle(), seen);
    expect(stepsOf(seen)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(seen.map(({ loss }) => loss)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test.each([
    [Number.NaN, 'not a number'],
    [0, 'exactly 0'],
  ])(
    'a loss of %d ends at its own step and method, whatever was begun since',
    async (bad, words) => {
      const ring = new NumbersRing(3);
      const seen: StepDone[] = [];
      const fail = async () => {
        for (const [i, loss] of [0.5, 0.4, bad, 0.3, 0.2].entries()) {
          ring.push(begun(i + 1, loss, i % 2 ? 'flyp' : 'ft'));
          await all(ring.ready(), seen);
        }
        await all(ring.settle(), seen);
      };
      await expect(fail()).rejects.toThrow(`The loss of FT was ${words} at step 3.`);
      // FLYP's step had been done when FT's was read: its weights have it, so the log has it too.
      expect(stepsOf(seen)).toEqual([1, 2, 4]);
      expect(ring.failed).toMatchObject({ methodId: 'ft', step: 3 });
      await expect(all(ring.settle())).rejects.toMatchObject({ code: 'bad-loss' });
    },
  );

  test('go on in order where one who asked has stopped in the middle', async () => {
    const ring = new NumbersRing(3);
    for (const step of [1, 2, 3, 4]) ring.push(begun(step, step));
    const first = ring.ready();
    expect((await first.next()).value).toMatchObject({ step: 1 });
    // An evaluation comes between, and wants all that was begun.
    expect(stepsOf(await all(ring.settle()))).toEqual([2, 3, 4]);
    expect((await first.next()).done).toBe(true);
  });

  test('leave no tensor behind when nobody wants them any more', async () => {
    const before = tf.memory().numTensors;
    const ring = new NumbersRing(3);
    for (const step of [1, 2, 3]) ring.push(begun(step, 1));
    ring.dispose();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(tf.memory().numTensors).toBe(before);
  });
});
