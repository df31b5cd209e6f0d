import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { followUrl } from '../../../src/app/followUrl.ts';
import { createLabStore } from '../../../src/store/index.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A page opened at an address; `written` are the addresses it was given since. */
function openPage(hash: string, search = '') {
  const location = { hash, pathname: '/lab/', search };
  const written: string[] = [];
  let changed = () => {};
  const replaceState = (_: null, __: string, url: string) => {
    written.push(url);
    location.hash = /#.*$/.exec(url)?.[0] ?? '';
    location.search = /\?[^#]*/.exec(url)?.[0] ?? '';
  };
  const start = vi.fn(async () => 'run-1');
  const evaluate = vi.fn(async () => {});
  const store = createLabStore(fakeDeps({ start, evaluate }));
  store.getState().showDensity('first');
  followUrl(store, {
    location,
    history: { replaceState },
    addEventListener: (_, listener) => {
      changed = listener;
    },
  });
  const goTo = (next: string) => {
    location.hash = next;
    changed();
    return linksRead();
  };
  const boot = async () => {
    await store.getState().boot();
    await linksRead();
  };
  return { store, written, goTo, start, evaluate, boot };
}

/** Links are read by code that comes when it is wanted. */
const linksRead = async () => {
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(0);
};

/** After the state has rested for long enough. */
const rested = async () => {
  await vi.advanceTimersByTimeAsync(600);
  await linksRead();
};

/** The link of a state with seed 7 and a temperature of 2. */
async function madeLink() {
  const { store, written, boot } = openPage('');
  await boot();
  store.getState().setSettings({ seed: 7 });
  store.getState().setTemperature(2);
  await rested();
  return written.at(-1)!.slice('/lab/'.length);
}

test('the address follows the state, once it rests', async () => {
  const { store, written, boot } = openPage('');
  await boot();
  for (let seed = 0; seed < 50; seed++) {
    store.getState().setSettings({ seed });
    await vi.advanceTimersByTimeAsync(10);
  }
  await rested();
  expect(written).toEqual([expect.stringMatching(/^\/lab\/#2....&s49$/)]);
  store.getState().setSettings({ seed: 0 });
  await rested();
  expect(written.at(-1)).toBe('/lab/');
});

test('a link is opened once the methods are known, and starts nothing', async () => {
  const { store, boot, start, evaluate } = openPage(await madeLink());
  await boot();
  await vi.advanceTimersByTimeAsync(1000);
  expect(store.getState().setup.seed).toBe(7);
  expect(store.getState().knobs.temperature).toBe(2);
  expect(store.getState().commandError).toBeNull();
  expect(start).not.toHaveBeenCalled();
  expect(evaluate).not.toHaveBeenCalled();
});

test('a link that is not understood says so and changes nothing', async () => {
  const { store, boot } = openPage((await madeLink()).slice(0, -1));
  const untouched = openPage('');
  await Promise.all([boot(), untouched.boot()]);
  expect(store.getState().commandError?.message).toBe(
    'The link was not understood at "T". Nothing was changed.',
  );
  expect(store.getState().setup).toEqual(untouched.store.getState().setup);
  expect(store.getState().knobs).toEqual(untouched.store.getState().knobs);
});

test('a link pasted into the open page is taken too', async () => {
  const { store, boot, goTo } = openPage('');
  await boot();
  await goTo(await madeLink());
  expect(store.getState().setup.seed).toBe(7);
  await goTo('#nonsense');
  expect(store.getState().setup.seed).toBe(7);
  expect(store.getState().commandError).toMatchObject({ code: 'bad-link' });
});

test('a number that no run could have leaves the last good link', async () => {
  const { store, written, boot } = openPage('');
  await boot();
  store.getState().setSettings({ steps: 0 });
  await rested();
  expect(written).toEqual([]);
});

test('a link edited by hand is opened, with a note', async () => {
  const { store, boot } = openPage((await madeLink()).replace('s7', 's8'));
  await boot();
  expect(store.getState().setup.seed).toBe(8);
  expect(store.getState().commandError).toMatchObject({ code: 'note.edited-link' });
});

test('what is asked in the query is taken, and moves to the hash', async () => {
  const { store, boot, written } = openPage(
    '',
    '?seed=7&utm_source=chat&steps=600&methods=ft,carot',
  );
  await boot();
  expect(store.getState().commandError).toBeNull();
  expect(store.getState().setup).toMatchObject({ seed: 7, steps: 600 });
  await rested();
  expect(written.at(-1)).toMatch(/^\/lab\/\?utm_source=chat#2....&m.*&s7&n600$/);
});

test('a query that is not understood stays, and is reported', async () => {
  const { store, boot, written } = openPage('', '?seed=7&step=x');
  await boot();
  expect(store.getState().commandError?.message).toContain('"x" cannot be the step');
  expect(store.getState().setup.seed).toBe(0);
  await rested();
  expect(written).toEqual([]);
});

test('a link says that it shows the whole lab, and one that does not leaves the view as it is', async () => {
  const { store, written, boot, goTo } = openPage('');
  await boot();
  store.getState().showDensity('whole');
  await rested();
  expect(written.at(-1)).toMatch(/&Vw$/);
  const whole = written.at(-1)!.slice('/lab/'.length);
  const other = openPage(whole);
  await other.boot();
  expect(other.store.getState().layout.density).toBe('whole');
  const simple = await madeLink();
  await goTo(simple);
  expect(store.getState().layout.density).toBe('whole');
});
