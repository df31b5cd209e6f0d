// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { methods } from '../../../../../src/methods/registry.ts';
import { DemoPage } from '../../../../../src/ui/panels/demo/DemoPage.tsx';
import { demoKeyFor, demoKeys } from '../../../../../src/ui/panels/demo/demoKeys.ts';
import { openNotes } from '../../../../../src/ui/panels/demo/notesWindow.ts';
import { beats } from '../../../../../src/ui/panels/demo/words.ts';
import { layOut, type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

beforeEach(() => layOut(1280, 720));

describe('the beats', () => {
  test('show methods that there are', () => {
    const known = methods.map(({ id }) => id);
    for (const { pair } of beats) for (const id of pair) expect(known).toContain(id);
  });

  test('have something to say, and a title that a projector has room for', () => {
    for (const { title, notes } of beats) {
      expect(title.length).toBeLessThanOrEqual(70);
      expect(notes.length).toBeGreaterThan(0);
    }
  });
});

describe('the page of a talk', () => {
  let panel: MountedPanel;
  const press = (key: string) =>
    act(async () => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true }));
    });
  const open = async (beat: number, until = 152) => {
    panel = await mountPanel(<DemoPage />, until);
    await act(async () => panel.store.getState().changeDemo({ beat }));
    await panel.settle();
  };
  afterEach(() => panel.unmount());

  test('has two panes, a reliability diagram a method, and says that it is live', async () => {
    await open(4);
    expect(panel.host.querySelectorAll('.demo-pane')).toHaveLength(2);
    expect(panel.host.querySelectorAll('.demo-method svg.reliability')).toHaveLength(2);
    expect(panel.host.querySelector('.demo-tag')?.textContent).toBe('LIVE · WASM');
    expect(panel.host.textContent).toMatch(/4\/6.*FLYP/);
  });

  test('is walked through by keys, and never beyond its ends', async () => {
    await open(5);
    await press('ArrowRight');
    await press('PageDown');
    expect(panel.store.getState().demo.beat).toBe(6);
    expect(panel.store.getState().knobs.temperature).toBe('own');
    await press('ArrowLeft');
    expect(panel.store.getState().demo.beat).toBe(5);
    expect(panel.store.getState().knobs.temperature).toBe(1);
    await press('s');
    expect(panel.store.getState().demo.pane).toBe('ece');
    await press('b');
    expect(panel.host.querySelector('.demo-blank')).not.toBeNull();
    await press('Escape');
    expect(panel.store.getState().demo).toMatchObject({ beat: null, blank: false });
  });

  test('keeps what was measured when the engine is gone, and says what is', async () => {
    await open(3);
    await act(async () =>
      panel.store.setState(({ engine }) => ({
        engine: { ...engine, phase: 'failed', loaded: null },
      })),
    );
    await act(() => new Promise((resolve) => setTimeout(resolve, 1200)));
    expect(panel.host.querySelectorAll('.demo-method svg.reliability')).toHaveLength(2);
    expect(panel.host.querySelector('.demo-trouble')?.textContent).toMatch(
      /engine is gone.*no recording/i,
    );
  });

  test('says so where R finds nothing to show', async () => {
    await open(3);
    await press('r');
    await panel.settle();
    expect(panel.host.querySelector('[role="alert"]')?.textContent).toMatch(/no recording to show/);
    await press('s');
    expect(panel.host.querySelector('[role="alert"]')).toBeNull();
  });

  test('never shows a recording without its tag', async () => {
    await open(3);
    const recorded = { runId: 'a', savedAt: Date.UTC(2026, 1, 3), seed: 7 };
    await act(async () => panel.store.getState().changeDemo({ recorded }));
    for (let beat = 0; beat <= beats.length; beat++) {
      await act(async () => panel.store.getState().changeDemo({ beat }));
      expect(panel.host.querySelector('.demo-tag')?.textContent).toBe(
        'RECORDED 2026-02-03, seed 7',
      );
    }
  });

  test('counts hands', async () => {
    await open(2);
    await press('p');
    const inputs = [...panel.host.querySelectorAll<HTMLInputElement>('.demo-answers input')];
    expect(inputs).toHaveLength(3);
    await act(async () => panel.store.getState().changeDemo({ hands: { 2: [4, 6, 31] } }));
    expect(panel.host.querySelector('.demo-said')?.textContent).toBe(
      'The room said 4 too low · 6 just right · 31 too high',
    );
  });
});

test('every key has a button of its own, and fields keep what is typed into them', () => {
  expect(new Set(demoKeys.flatMap(({ keys }) => keys)).size).toBe(
    demoKeys.flatMap(({ keys }) => keys).length,
  );
  const field = document.createElement('input');
  const typed = new KeyboardEvent('keydown', { key: 'p' });
  Object.defineProperty(typed, 'target', { value: field });
  expect(demoKeyFor(typed)).toBeNull();
});

test('the notes stand in a window of the page itself; a browser that opens none is believed', () => {
  const other = window.document.implementation.createHTMLDocument('');
  const opened = { document: other, closed: false, close: vi.fn(), addEventListener: vi.fn() };
  const open = vi.spyOn(window, 'open').mockReturnValue(opened as unknown as Window);
  const notes = openNotes(() => {});
  notes!.show({ beat: 2, state: 'step 3 of 20', spentMs: 61_000 });
  expect(other.body.textContent).toContain('2/6 · 1:01 since the first beat · step 3 of 20');
  expect(other.querySelectorAll('li')).toHaveLength(beats[1]!.notes.length);
  expect(other.body.textContent).toContain(`Next: ${beats[2]!.title}`);
  open.mockReturnValue(null);
  expect(openNotes(() => {})).toBeNull();
});
