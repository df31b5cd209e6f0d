import { describe, expect, test } from 'vitest';
import { corruptImage } from '../../../src/data/corruptions/corruptImage.ts';
import { createCorruptedPixels } from '../../../src/engine/corruptedPixels.ts';
import { evaluateSplit, evaluationIndices } from '../../../src/engine/evaluate.ts';
import { raceStart } from '../../../src/engine/raceStart.ts';
import { collect, logitsOf, tinyConfig, tinyRace } from './tinyRace.ts';

const rung = { shiftId: 'noise', severity: 3 };

describe('an evaluation of corrupted images', () => {
  test('is of the ID test set alone, on the same images, and says what was done', async () => {
    const { race, dispose } = tinyRace(tinyConfig(['zs', 'ft', 'wise-ft']));
    const [plain] = (await collect(race.evaluate('zs', 'live'))).filter(
      (e) => e.type === 'evaluation' && e.splitId === 'id',
    );
    const events = await collect(race.evaluate('zs', 'live', { shift: rung }));
    expect(events.map(({ type }) => type)).toEqual(['evaluation', 'evaluation.done']);
    expect(events).toEqual(events.map(() => expect.objectContaining({ shift: rung })));
    const [corrupted] = events;
    if (plain?.type !== 'evaluation' || corrupted?.type !== 'evaluation') expect.unreachable();
    expect(corrupted.splitId).toBe('id');
    expect(corrupted.indices).toEqual(plain.indices);
    expect(corrupted.logits).not.toEqual(plain.logits);
    const view = await collect(race.evaluate('wise-ft', 'live', { alpha: 0.25, shift: rung }));
    expect(view[0]).toMatchObject({ alpha: 0.25, shift: rung });
    dispose();
  });

  test('gives the same numbers again, and in another race, whatever its seed', async () => {
    const runs = [];
    for (let i = 0; i < 2; i++) {
      const { race, dispose } = tinyRace({ ...tinyConfig(['zs']), seed: i });
      runs.push(logitsOf(await collect(race.evaluate('zs', 'full', { shift: rung }))));
      runs.push(logitsOf(await collect(race.evaluate('zs', 'full', { shift: rung }))));
      dispose();
    }
    for (const run of runs) expect(run).toEqual(runs[0]);
  });

  test('sees the corrupted bytes, whatever the chunk', async () => {
    const config = tinyConfig(['zs']);
    const { race, lab, dispose } = tinyRace(config);
    const split = lab.dataset.splits.find(({ role }) => role === 'id')!;
    const side = lab.dataset.imageSize;
    const pixels = Uint8Array.from(
      Array.from({ length: split.count }, (_, i) => [...corruptImage(split, side, i, rung)]).flat(),
    );
    const { normalisation, pretrained } = lab;
    const start = raceStart(config, lab);
    const head = { weight: start.head, bias: null };
    const indices = evaluationIndices(split, 0);
    const settings = { normalisation, indices, chunk: 5 };
    const byHand = await evaluateSplit(pretrained, head, { ...split, pixels }, settings);
    start.dispose();
    const [event] = await collect(race.evaluate('zs', 'full', { shift: rung }));
    if (event?.type !== 'evaluation') expect.unreachable();
    expect(event.logits).toEqual(byHand.logits);
    dispose();
  });

  test.each([
    ['unknown-corruption', { shiftId: 'sepia', severity: 1 }],
    ['bad-severity', { shiftId: 'noise', severity: 6 }],
  ])('refuses with %s', async (code, shift) => {
    const { race, dispose } = tinyRace(tinyConfig(['zs']));
    await expect(collect(race.evaluate('zs', 'live', { shift }))).rejects.toMatchObject({ code });
    dispose();
  });

  test('keeps a rung while there is room, and lets the oldest go', async () => {
    const side = 48;
    const size = side * side * 3;
    const count = 600;
    const pixels = new Uint8Array(count * size).fill(255);
    const labels = new Int32Array(count);
    const split = { id: 'id', label: 'ID', role: 'id' as const, count, labels, pixels };
    const indices = Int32Array.from({ length: count }, (_, i) => i);
    const corrupted = createCorruptedPixels();
    const at = (severity: number) =>
      corrupted.of(split, side, indices, { shiftId: 'occlusion', severity });
    // Compared by identity and as buffers: a matcher would walk through millions of numbers.
    const first = await at(1);
    expect((await at(1)) === first).toBe(true);
    const second = await at(2);
    expect((await at(2)) === second).toBe(true);
    // 4 MB each: the two fit into the room of 8 MiB, a third does not.
    await at(3);
    const again = await at(1);
    expect(again === first).toBe(false);
    expect(Buffer.compare(again, first)).toBe(0);
  });
});
