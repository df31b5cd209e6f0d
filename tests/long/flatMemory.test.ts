import '../support/setupWasm.ts';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { entryOf, offer } from '../../src/engine/offer.ts';
import { Race } from '../../src/engine/race.ts';
import { isTrained, methodInfo, methods } from '../../src/methods/registry.ts';
import * as tf from '../../src/ops/tf.ts';
import { makeRunConfig } from '../../src/protocol/runConfig.ts';
import { tinyLab } from '../support/tinyLab.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const STEPS = 3000;
/** Caches and shapes that are met once are filled by then. */
const SETTLED = 500;
const EVERY = 250;

test('3,000 steps of every method take no more memory than the first 500', async () => {
  const base = makeRunConfig(methods.filter(isTrained).map(methodInfo), offer);
  const lab = tinyLab();
  const before = tf.memory().numTensors;
  const config = {
    ...base,
    steps: STEPS,
    batchSize: 4,
    sampling: 'random' as const,
    evaluation: { everySteps: EVERY, liveLimit: 8, finalLimit: 8 },
  };
  const race = new Race(config, lab, entryOf);
  const seen: { tensors: number; bytes: number; heap: number }[] = [];
  for await (const event of race.train()) {
    if (event.type !== 'round.end' || event.step < SETTLED || event.step % EVERY !== 0) continue;
    collectGarbage();
    const { numTensors, numBytes } = tf.memory();
    seen.push({ tensors: numTensors, bytes: numBytes, heap: process.memoryUsage().heapUsed });
  }
  expect(race.step).toBe(STEPS);
  expect(seen.length).toBe((STEPS - SETTLED) / EVERY + 1);
  const [first] = seen;
  for (const { tensors, bytes } of seen) {
    expect([tensors, bytes]).toEqual([first!.tensors, first!.bytes]);
  }
  // A hundred bytes a step would be 250 kB; what the test itself keeps is less.
  const heaps = seen.map(({ heap }) => heap);
  expect(Math.max(...heaps.slice(-3)) - Math.max(...heaps.slice(0, 3))).toBeLessThan(1_000_000);
  race.dispose();
  expect(tf.memory().numTensors).toBe(before);
  lab.pretrained.dispose();
});
