// @vitest-environment happy-dom
import { act, type ComponentType } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { SeriesChart } from '../../../../src/ui/charts/SeriesChart.tsx';
import { SvgSeries } from '../../../../src/ui/charts/SvgSeries.tsx';
import {
  type Series,
  type SeriesDrawing,
  seriesFrame,
  stepAt,
  valueNear,
  xOf,
} from '../../../../src/ui/charts/seriesFrame.ts';
import { FirstCurves } from '../../../../src/ui/panels/curves/FirstCurves.tsx';
import { catalogue } from '../../../gallery/fixtures.ts';
import { layOut, type MountedPanel, mountPanel } from '../support/mountPanel.tsx';

const [zs, ft] = catalogue.methods;
const series: Series[] = [
  { id: 'zs', label: 'ZS', style: zs!.style, points: [{ step: 0, value: 0.39 }], constant: true },
  {
    id: 'ft',
    label: 'FT',
    style: ft!.style,
    points: [0, 19, 38, 57].map((step) => ({ step, value: 0.39 + step / 300 })),
  },
];
const frame = seriesFrame({
  series,
  lastStep: 152,
  width: 240,
  height: 160,
  unit: 'percent',
  fromZero: true,
});

let unmount = () => {};
afterEach(() => unmount());

function draw(Draw: ComponentType<SeriesDrawing>) {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  act(() => root.render(<Draw frame={frame} series={series} />));
  const before = unmount;
  unmount = () => {
    act(() => root.unmount());
    host.remove();
    before();
    unmount = () => {};
  };
  return host;
}

/** Corners of the drawn lines, px. */
const corners = (host: HTMLElement, line: string) =>
  [...host.querySelectorAll(line)].map((path) =>
    [...path.getAttribute('d')!.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => Number(number)),
  );

const texts = (host: HTMLElement) =>
  [...host.querySelectorAll('text')].map((text) => text.textContent).sort();

test('plain SVG and the charting library draw the same points at the same places', () => {
  const plain = draw(SvgSeries);
  const library = draw(SeriesChart);
  const ours = corners(plain, 'path.line');
  const theirs = corners(library, '.recharts-line-curve');
  expect(ours).toHaveLength(2);
  expect(theirs.map(({ length }) => length)).toEqual(ours.map(({ length }) => length));
  ours.flat().forEach((number, i) => {
    expect(Math.abs(number - theirs.flat()[i]!)).toBeLessThan(0.6);
  });
  expect(texts(library)).toEqual(texts(plain));
});

test('a place on the axis is the step that lies there', () => {
  for (const step of [0, 1, 76, 151, 152]) expect(stepAt(frame, xOf(frame, step))).toBe(step);
  expect(stepAt(frame, -50)).toBe(0);
  expect(stepAt(frame, 5000)).toBe(152);
});

test('the crosshair reads the nearest point, and nothing where a line has not come yet', () => {
  expect(valueNear(series[1]!, 30, 152)?.step).toBe(38);
  expect(valueNear(series[1]!, 120, 152)).toBeNull();
  expect(valueNear(series[0]!, 120, 152)?.value).toBe(0.39);
  expect(valueNear({ ...series[1]!, points: [] }, 0, 152)).toBeNull();
});

test('the first curves stand before the library comes, with their values in tables', async () => {
  layOut(220, 150);
  const page: MountedPanel = await mountPanel(<FirstCurves />);
  unmount = page.unmount;
  const charts = [...page.host.querySelectorAll('section.chart')];
  expect(charts.map((chart) => chart.querySelector('h3')?.textContent)).toEqual([
    'Loss ',
    expect.stringContaining('ID accuracy'),
    expect.stringContaining('OOD accuracy'),
    expect.stringContaining('Logit scale'),
    expect.stringContaining('ID ECE'),
    expect.stringContaining('OOD ECE'),
  ]);
  expect(charts.map((chart) => chart.querySelectorAll('path.line').length)).toEqual([
    3, 4, 4, 3, 4, 4,
  ]);
  const rows = charts[1]!.querySelectorAll('tbody tr');
  expect([...rows].map((row) => row.firstChild?.textContent)).toEqual([
    '0',
    '19',
    '38',
    '57',
    '76',
    '95',
    '152',
  ]);
  act(() => page.store.getState().setCrosshair(40));
  const readouts = page.host.querySelectorAll('.readout');
  expect(readouts).toHaveLength(6);
});
