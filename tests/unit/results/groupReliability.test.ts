import { describe, expect, test } from 'vitest';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import type { GroupOptions, ImageGroup } from '../../../src/results/imageGroup.ts';
import type { MethodLogits, SplitLogits } from '../../../src/results/statsApi.ts';
import { createStatsKeeper } from '../../../src/results/statsKeeper.ts';
import { simulate } from '../metrics/samples.ts';

const classCount = 3;
/** A row whose top class has this probability, the two others share the rest. */
function rowFor(top: number, confidence: number): number[] {
  return Array.from({ length: classCount }, (_, k) =>
    Math.log(k === top ? confidence : (1 - confidence) / 2),
  );
}
type Said = readonly [label: number, said: number, confidence: number];

function split(splitId: string, said: readonly Said[], indices?: number[]): SplitLogits {
  return {
    splitId,
    role: splitId === 'id' ? 'id' : 'ood',
    logits: Float32Array.from(said.flatMap(([, top, confidence]) => rowFor(top, confidence))),
    labels: Int32Array.from(said, ([label]) => label),
    ...(indices && { indices: Int32Array.from(indices) }),
  };
}
const evaluated = (...splits: SplitLogits[]): MethodLogits => ({
  methodId: 'zs',
  step: 0,
  scope: 'full',
  classCount,
  splits,
});

const one = evaluated(
  split('id', [
    [0, 0, 0.9],
    [0, 1, 0.8],
    [1, 1, 0.7],
    [2, 2, 0.6],
  ]),
  split('far', [
    [0, 0, 0.5],
    [1, 2, 0.95],
  ]),
);
/** Surer of the images 3 and 0 of the ID set; it saw no image 2. */
const other = evaluated(
  split(
    'id',
    [
      [2, 2, 0.99],
      [0, 2, 0.45],
      [0, 0, 0.97],
    ],
    [3, 1, 0],
  ),
);

async function asked(group: ImageGroup, change: Partial<GroupOptions> = {}) {
  const keeper = createStatsKeeper();
  await keeper.put('one', one);
  await keeper.put('other', other);
  const bins = { binCount: 10, binning: 'width' } as const;
  const options = { ...bins, temperature: 1, draws: 0, splitIds: ['id'], group, ...change };
  return keeper.group('one', options);
}

describe('reliability of a group', () => {
  test('all images are what the set’s own summary says', async () => {
    const { summary, smooth } = await asked({ kind: 'all' });
    const keeper = createStatsKeeper();
    await keeper.put('one', one);
    const result = await keeper.result('one', { binCount: 10, binning: 'width', draws: 0 });
    expect(summary).toEqual(result.splits[0]!.raw);
    expect(smooth.points.length).toBeGreaterThan(5);
  });

  test('those answered as a class, or as one of two', async () => {
    const { summary } = await asked({ kind: 'answers', classes: [1] });
    expect([summary.n, summary.accuracy]).toEqual([2, 0.5]);
    expect(summary.meanConfidence).toBeCloseTo(0.75, 6);
    const both = await asked({ kind: 'answers', classes: [0, 1] });
    expect(both.summary.n).toBe(3);
  });

  test('of a calibrated model the group of an answer is calibrated too', async () => {
    const rng = createRng(3, rngStreams.subset);
    const { logits, labels } = simulate(rng, 4000, classCount);
    const keeper = createStatsKeeper();
    await keeper.put('calibrated', evaluated({ splitId: 'id', role: 'id', logits, labels }));
    for (const answer of [0, 1, 2]) {
      const { summary } = await keeper.group('calibrated', {
        ...{ binCount: 10, binning: 'width', temperature: 1, draws: 0, splitIds: ['id'] },
        group: { kind: 'answers', classes: [answer] },
      });
      expect(summary.n).toBeGreaterThan(1000);
      // Two standard errors of an accuracy of .8 on a third of the images.
      expect(Math.abs(summary.signedGap)).toBeLessThan(0.022);
    }
  });

  test('sets taken together count each image once', async () => {
    const { summary } = await asked({ kind: 'all' }, { splitIds: ['id', 'far'] });
    expect([summary.n, summary.accuracy]).toEqual([6, 4 / 6]);
  });

  test('those of which another evaluation is sure, matched by the image and not by the row', async () => {
    const sure: ImageGroup = { kind: 'sure', key: 'other', temperature: 1, range: [0.9, 1] };
    const { summary } = await asked(sure);
    expect([summary.n, summary.accuracy]).toEqual([2, 1]);
    expect(summary.meanConfidence).toBeCloseTo((0.9 + 0.6) / 2, 6);
    // At a high temperature it is sure of nothing.
    const cool = await asked({ ...sure, temperature: 10 });
    expect(cool.summary.n).toBe(0);
  });

  test('a temperature changes the confidences and no answer', async () => {
    const plain = await asked({ kind: 'answers', classes: [1] });
    const hot = await asked({ kind: 'answers', classes: [1] }, { temperature: 3 });
    expect(hot.summary.accuracy).toBe(plain.summary.accuracy);
    expect(hot.summary.meanConfidence).toBeLessThan(plain.summary.meanConfidence - 0.1);
  });

  test('a group without images is no data, and a set that the other did not see is empty', async () => {
    const { summary, smooth } = await asked({ kind: 'answers', classes: [] });
    expect(summary.n).toBe(0);
    expect(summary.ece).toBeNaN();
    expect(smooth.points).toEqual([]);
    const sure: ImageGroup = { kind: 'sure', key: 'other', temperature: 1, range: [0, 1] };
    expect((await asked(sure, { splitIds: ['far'] })).summary.n).toBe(0);
  });

  test('an evaluation that is not kept is an error', async () => {
    await expect(
      asked({ kind: 'sure', key: 'gone', temperature: 1, range: [0, 1] }),
    ).rejects.toThrow('gone');
  });
});
