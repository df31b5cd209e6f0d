import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { chooseBenchmark, wasSeen } from '../src/benchmark.ts';
import { writeDataset } from '../src/dataset.ts';
import families from '../src/families.json' with { type: 'json' };
import { authorOf, roleOf, usableSets } from '../src/families.ts';
import { collections } from '../src/iconify.ts';
import { imageBytes } from '../src/imageSize.ts';
import { allowedLicences } from '../src/licences.ts';
import { eachLookAlike } from '../src/lookAlikes.ts';
import { makePlan } from '../src/plan.ts';
import { withoutBenchmark } from '../src/pretraining.ts';
import { renderIcons } from '../src/render.ts';
import { readRendered } from '../src/rendered.ts';

const folder = mkdtempSync(join(tmpdir(), 'iconshift-'));
after(() => rmSync(folder, { recursive: true }));
const plan = makePlan();

/** Enough of the benchmark and the pretraining to go through every step in seconds. */
const slice = {
  benchmark: plan.benchmark.filter(({ className }) => /^(bell|star|key|camera)$/.test(className)),
  pretraining: plan.pretraining.filter(({ className }) =>
    /^(bell|star|key|camera)$/.test(className ?? ''),
  ),
};

async function build(name: string) {
  const render = async (part: 'benchmark' | 'pretraining') => {
    const path = join(folder, `${name}-${part}.rgba`);
    await renderIcons(
      slice[part].map(({ set, icon }) => [set, icon] as const),
      path,
    );
    return path;
  };
  const paths = { benchmark: await render('benchmark'), pretraining: await render('pretraining') };
  const benchmark = readRendered(paths.benchmark, slice.benchmark);
  const pretraining = readRendered(paths.pretraining, slice.pretraining);
  const chosen = chooseBenchmark(benchmark, pretraining);
  const out = join(folder, name);
  writeDataset(out, chosen, paths.benchmark);
  const digests = ['images.pack', 'manifest.json', 'attribution.html'].map((file) =>
    createHash('sha256')
      .update(readFileSync(join(out, file)))
      .digest('hex'),
  );
  return { benchmark, pretraining, chosen, digests };
}

describe('a slice of the benchmark', async () => {
  const first = await build('first');

  test('two builds give the same bytes', async () => {
    assert.deepEqual((await build('second')).digests, first.digests);
  });

  test('has every class in every part of the line icons', () => {
    assert.deepEqual(first.chosen.classNames, ['bell', 'camera', 'key', 'star']);
    for (const split of ['train', 'id-val', 'id-test']) {
      const own = first.chosen.icons.filter((icon) => icon.split === split);
      assert.equal(new Set(own.map(({ className }) => className)).size, 4);
    }
  });

  test('holds no drawing that looks like one of another split, or like one to pretrain on', () => {
    const { benchmark, pretraining, chosen } = first;
    const splitAt = new Map(chosen.icons.map(({ position, split }) => [position, split]));
    const split = (i: number) => splitAt.get(benchmark.positions[i]!);
    eachLookAlike(benchmark.prints, benchmark.prints, (i, j) => {
      if (split(i) && split(j)) assert.equal(split(i), split(j));
    });
    const learnable = new Set(withoutBenchmark(pretraining, benchmark, chosen));
    eachLookAlike(benchmark.prints, pretraining.prints, (i, j) => {
      if (!split(i)) return;
      assert.ok(!learnable.has(j), 'a drawing to pretrain on looks like one of the benchmark');
      assert.ok(
        !wasSeen(pretraining.icons[j]!),
        'the shipped checkpoint has seen a drawing like one of the benchmark',
      );
    });
  });
});

test('a drawing on which the renderer aborts is left empty, and the ones around it are drawn', async () => {
  const path = join(folder, 'crash.rgba');
  const list = [
    ['noto-v1', 'bell'],
    ['noto-v1', 'hot-beverage'],
    ['tabler', 'bell'],
  ] as const;
  assert.deepEqual(await renderIcons(list, path), [1]);
  const bytes = readFileSync(path);
  const isEmpty = (i: number) =>
    bytes.subarray(i * imageBytes, (i + 1) * imageBytes).every((value) => value === 0);
  assert.deepEqual([0, 1, 2].map(isEmpty), [false, true, false]);
});

test('colours are stored as drawn, not multiplied by alpha', async () => {
  const path = join(folder, 'colour.rgba');
  await renderIcons([['twemoji', 'red-heart']], path);
  const bytes = readFileSync(path);
  const soft: number[] = [];
  for (let i = 0; i < bytes.length; i += 4) {
    if (bytes[i + 3]! > 40 && bytes[i + 3]! < 215) soft.push(bytes[i]!);
  }
  assert.ok(soft.length > 20, 'the heart has soft edges');
  assert.ok(Math.min(...soft) > 200, 'and they are as red as its middle');
});

test('a set of the benchmark has a licence to share, and only known authors play two parts', () => {
  const parts = new Map<string, Set<string>>();
  for (const set of usableSets) {
    const role = roleOf(set);
    if (role) assert.ok(allowedLicences.includes(collections[set]!.license.spdx), set);
    parts.set(authorOf(set), (parts.get(authorOf(set)) ?? new Set()).add(role ?? 'pretraining'));
  }
  const two = [...parts].filter(([, own]) => own.size > 1).map(([author]) => author);
  assert.deepEqual(two, families.inTwoParts);
});
