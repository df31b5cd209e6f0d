import { expect, test, vi } from 'vitest';
import { createLabStore } from '../../../src/store/index.ts';
import type { EnginePort } from '../../../src/store/kit/ports.ts';
import { words } from '../../../src/store/share/words.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../../gallery/fakeRace.ts';

async function openPage(engine: Partial<EnginePort>) {
  const store = createLabStore(fakeDeps(engine));
  await store.getState().boot();
  return store;
}

test('weights go to the engine, but never in place of a race under way', async () => {
  const importWeights = vi.fn<EnginePort['importWeights']>(async () => 'run-3');
  const file = new File([Uint8Array.of(1, 2, 3)], 'ft.safetensors');
  const busy = await openPage({ importWeights });
  busy.getState().applyEvents(fakeRace(fakeConfig(busy.getState().setup), 40, false));
  await new Promise((resolve) => setTimeout(resolve, 10));
  await busy.getState().openFiles([file]);
  expect(busy.getState().commandError).toMatchObject({ code: 'race-under-way' });
  expect(importWeights).not.toHaveBeenCalled();
  const idle = await openPage({ importWeights });
  await idle.getState().openFiles([file]);
  expect(importWeights).toHaveBeenCalledWith('ft.safetensors', Uint8Array.of(1, 2, 3));
});

test('while weights are measured the page says so, and no longer; what the engine says of them stays', async () => {
  const notes = () => store.getState().engine.notes;
  const during: (readonly string[])[] = [];
  const importWeights = vi.fn<EnginePort['importWeights']>(async () => {
    during.push(notes());
    store.setState(({ engine }) => ({
      engine: { ...engine, notes: [...engine.notes, 'One tensor has no place.'] },
    }));
    if (during.length > 1) throw new Error('no CLIP');
    return 'run-3';
  });
  const store = await openPage({ importWeights });
  const file = new File([Uint8Array.of(1)], 'ft.safetensors');
  await store.getState().openFiles([file]);
  expect(during[0]).toEqual([words.measuring('ft.safetensors')]);
  expect(notes()).toEqual(['One tensor has no place.']);
  await store.getState().openFiles([file]);
  expect(notes()).not.toContain(words.measuring('ft.safetensors'));
  expect(store.getState().commandError?.message).toContain('no CLIP');
});
