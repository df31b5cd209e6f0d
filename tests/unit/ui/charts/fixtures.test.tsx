// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { describe, expect, test } from 'vitest';
import { fixtures } from '../../../gallery/drawing.ts';

const sources = import.meta.glob<string>(
  ['../../../../src/ui/charts/*.tsx', '../../../gallery/charts/*.tsx'],
  { query: '?raw', import: 'default', eager: true },
);
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1, -'.tsx'.length);
const chartsIn = (source: string) =>
  [...source.matchAll(/from '(?:\.|[./]+src\/ui\/charts)\/(\w+)\.tsx'/g)].map(([, name]) => name!);

function draw(drawing: React.ReactNode): { host: HTMLElement; unmount(): void } {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  act(() => root.render(drawing));
  const unmount = () => {
    act(() => root.unmount());
    host.remove();
  };
  return { host, unmount };
}

test('every chart has a fixture, or is a part of one that has', () => {
  const charts = Object.entries(sources).filter(([path]) => path.includes('/src/ui/charts/'));
  const known = new Map(charts.map(([path, source]) => [nameOf(path), chartsIn(source)]));
  expect(known.size).toBeGreaterThan(15);
  const shown = Object.entries(sources)
    .filter(([path]) => path.includes('/gallery/'))
    .flatMap(([, source]) => chartsIn(source));
  for (const name of shown)
    shown.push(...(known.get(name) ?? []).filter((p) => !shown.includes(p)));
  expect([...known.keys()].filter((name) => !shown.includes(name))).toEqual([]);
});

describe.each(fixtures)('$name', ({ drawings }) => {
  test.each(Object.entries(drawings))('%s', (_what, drawing) => {
    const { host, unmount } = draw(drawing);
    expect(host.innerHTML).not.toBe('');
    // A number that is none, in a place or in a text.
    expect(host.innerHTML).not.toMatch(/NaN|Infinity|undefined|\[object/);
    for (const shape of host.querySelectorAll('[width], [height], [r]')) {
      for (const side of ['width', 'height', 'r']) {
        expect(Number.parseFloat(shape.getAttribute(side) ?? '0'), side).toBeGreaterThanOrEqual(0);
      }
    }
    const isNamed = (element: Element) =>
      element.closest('[aria-label], [aria-hidden="true"], figure') ??
      element.querySelector('title');
    for (const svg of host.querySelectorAll('svg'))
      expect(isNamed(svg), svg.outerHTML).toBeTruthy();
    unmount();
  });
});
