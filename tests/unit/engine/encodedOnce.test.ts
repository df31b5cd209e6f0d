import { expect, test, vi } from 'vitest';
import { gatherImages } from '../../../src/data/gatherImages.ts';
import { holdImages } from '../../../src/engine/heldImages.ts';
import * as tf from '../../../src/ops/tf.ts';
import { collect, logitsOf, tinyConfig, tinyRace } from './tinyRace.ts';

vi.mock('../../../src/data/gatherImages.ts', { spy: true });

const images = (value: number) => () => tf.fill([2, 4, 4, 3], value) as tf.Tensor4D;
const bytes = 2 * 4 * 4 * 3 * 4;

test('images stay as long as there is room; what came first stays', () => {
  const before = tf.memory().numTensors;
  const held = holdImages(bytes);
  const first = held.take('a', images(1));
  held.release(first);
  expect(held.take('a', images(9))).toBe(first);
  const second = held.take('b', images(2));
  held.release(second);
  expect(second.isDisposed).toBe(true);
  expect(first.isDisposed).toBe(false);
  held.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('a race uploads each image it is measured on once, and encodes the prompts of the pretrained model once', async () => {
  const { race, lab, dispose } = tinyRace(tinyConfig(['zs', 'ft', 'wise-ft', 'flyp']));
  const encode = vi.spyOn(lab.pretrained, 'encodeTexts');
  await collect(race.train());
  const uploads = vi.mocked(gatherImages).mock.calls.length;
  const tick = () => collect(race.evaluate('wise-ft', 'full', { alpha: 0.3 }));
  const [once, again] = [logitsOf(await tick()), logitsOf(await tick())];
  expect(again).toEqual(once);
  expect(vi.mocked(gatherImages).mock.calls.length).toBe(uploads);
  const asked = vi
    .mocked(gatherImages)
    .mock.calls.map(([split, indices]) => [split.id, ...indices].join(' '));
  expect(new Set(asked).size).toBe(asked.length);
  // The one time was before the spy: when the race was made.
  expect(encode).not.toHaveBeenCalled();
  dispose();
});
