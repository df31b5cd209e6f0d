import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { entryOf, offer } from '../../../src/engine/offer.ts';
import { Race } from '../../../src/engine/race.ts';
import { methodInfo } from '../../../src/methods/registry.ts';
import { makeRunConfig } from '../../../src/protocol/runConfig.ts';
import { flypImageOnly } from '../../support/flypImageOnly.ts';
import { tinyLab } from '../../support/tinyLab.ts';
import { collect, tinyConfig } from './tinyRace.ts';

const textOf = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('the method that CONTRIBUTING.md adds is one file: it races, and trains what it says', async () => {
  const lab = tinyLab();
  const config = {
    ...tinyConfig(['zs'], { steps: 2, evaluation: { everySteps: 0, liveLimit: 4, finalLimit: 4 } }),
    lanes: makeRunConfig([methodInfo(flypImageOnly)], offer).lanes,
  };
  const registry = (id: string) => (id === flypImageOnly.id ? flypImageOnly : entryOf(id));
  const race = new Race(config, lab, registry);
  const events = await collect(race.train());
  const steps = events.flatMap((e) => (e.type === 'train.step' ? [e] : []));
  expect(steps.map(({ methodId, step }) => [methodId, step])).toEqual([
    ['flyp-image', 1],
    ['flyp-image', 2],
  ]);
  for (const { loss, parts } of steps) expect(parts.contrastive).toBeCloseTo(loss, 6);
  const { optimizer } = (await race.saveCheckpoint()).get('flyp-image')!;
  const header = new TextDecoder().decode(optimizer.subarray(0, 20_000));
  expect(header).toContain('first.visual_projection.weight');
  expect(header).not.toContain('first.text_');
  race.dispose();
  lab.pretrained.dispose();
});

test('what CONTRIBUTING.md prints is that file', () => {
  const block = /How to add a method[\s\S]*?```ts\n([\s\S]*?)```/.exec(
    textOf('CONTRIBUTING.md'),
  )![1]!;
  const printed = block.replace(/^ {3}/gm, '').trim();
  const body = (text: string) => text.slice(text.indexOf('/**')).trim();
  expect(body(printed)).toBe(body(textOf('tests/support/flypImageOnly.ts')));
});
