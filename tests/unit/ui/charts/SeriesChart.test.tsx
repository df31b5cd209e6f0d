// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, expect, test } from 'vitest';
import { SeriesChart } from '../../../../src/ui/charts/SeriesChart.tsx';
import {
  haveRoomFromZero,
  type Series,
  seriesFrame,
  stepAt,
  valueNear,
} from '../../../../src/ui/charts/seriesFrame.ts';
import { Curves } from '../../../../src/ui/panels/curves/Curves.tsx';
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

function draw() {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  act(() => root.render(<SeriesChart frame={frame} series={series} />));
  unmount = () => {
    act(() => root.unmount());
    host.remove();
    unmount = () => {};
  };
  return host;
}

const numbers = (path: Element, attribute: string) =>
  [...path.getAttribute(attribute)!.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => Number(number));

test('lines, ticks and marks lie where the cursor will look for them', () => {
  const host = draw();
  const lines = [...host.querySelectorAll('.recharts-line-curve')].map((path) =>
    numbers(path, 'd'),
  );
  const [level, rising] = series.map(({ points }) =>
    points.flatMap(({ step, value }) => [frame.x(step), frame.y(value)]),
  );
  const wanted = [[...level!, frame.x(152), level![1]!], rising!];
  expect(lines.map(({ length }) => length)).toEqual([4, 8]);
  wanted.flat().forEach((number, i) => {
    expect(Math.abs(number - lines.flat()[i]!)).toBeLessThan(0.6);
  });
  const texts = [...host.querySelectorAll('text')].map((text) => text.textContent).sort();
  const labels = [...frame.xTicks, ...frame.yTicks].map(({ label }) => label).sort();
  expect(texts).toEqual(labels);
  const marks = [...host.querySelectorAll('path[transform]')].map((mark) =>
    numbers(mark, 'transform').slice(0, 2),
  );
  expect(marks).toEqual(wanted.map((line) => line.slice(-2)));
});

test('a place on the axis is the step that lies there', () => {
  for (const step of [0, 1, 76, 151, 152]) expect(stepAt(frame, frame.x(step))).toBe(step);
  expect(stepAt(frame, -50)).toBe(0);
  expect(stepAt(frame, 5000)).toBe(152);
});

test('the crosshair reads the nearest point, and nothing where a line has not come yet', () => {
  expect(valueNear(series[1]!, 30, 152)?.step).toBe(38);
  expect(valueNear(series[1]!, 120, 152)).toBeNull();
  expect(valueNear(series[0]!, 120, 152)?.value).toBe(0.39);
  expect(valueNear({ ...series[1]!, points: [] }, 0, 152)).toBeNull();
});

test('the curves stand with their values in tables', async () => {
  layOut(220, 150);
  const page: MountedPanel = await mountPanel(<Curves />);
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
  expect(charts.map((chart) => chart.querySelectorAll('.recharts-line-curve').length)).toEqual([
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

test.each([
  ['between 70 and 86 %, lines have no room on an axis from 0', [0.7, 0.86], false],
  ['from 5 % on they do', [0.05, 0.86], true],
  ['what is 0 throughout is on it', [0, 0], true],
])('%s', (_, values, expected) => {
  const style = catalogue.methods[0]!.style;
  const points = values.map((value, step) => ({ step, value }));
  expect(haveRoomFromZero([{ id: 'a', label: 'A', style, points }])).toBe(expected);
});
