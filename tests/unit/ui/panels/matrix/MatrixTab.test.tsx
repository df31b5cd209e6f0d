// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { MatrixTab } from '../../../../../src/ui/panels/matrix/MatrixTab.tsx';
import { fakeInspection } from '../../../../gallery/answeringEngine.ts';
import { layOut, type MountedPanel, mountPanel } from '../../support/mountPanel.tsx';

let panel: MountedPanel;
afterEach(() => panel.unmount());

async function mountMatrix(methodId: string) {
  layOut(480, 600);
  panel = await mountPanel(<MatrixTab />, 96);
  await act(async () => {
    panel.store.getState().inspectMethod(methodId);
    panel.store.setState({ inspections: { [methodId]: [fakeInspection(methodId, 8, 96)] } });
  });
  await panel.settle();
}

const maps = () => [...panel.host.querySelectorAll('.matrix-map')];
const titles = () => maps().map((map) => map.querySelector('strong')?.textContent);
const readout = () => panel.host.querySelector('.matrix-readout')?.textContent;
const press = (key: string) =>
  act(async () => {
    const area = panel.host.querySelector('.matrix-maps')!;
    area.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  });

test('targets and student stand side by side on one scale, with words', async () => {
  await mountMatrix('carot');
  expect(titles()).toEqual(['One-hot', 'Label smoothing', 'Teacher', 'Student now']);
  expect(maps().every((map) => map.querySelectorAll('.cell').length === 64)).toBe(true);
  const [oneHot] = maps();
  const shares = [...oneHot!.querySelectorAll<SVGElement>('.cell')].map((cell) =>
    cell.style.getPropertyValue('--share'),
  );
  expect(new Set(shares)).toEqual(new Set(['0.0%', '100.0%']));
  expect(panel.host.textContent).toContain('ε/B');
});

test('arrow keys walk over pairs, which are read out of every map', async () => {
  await mountMatrix('carot');
  await press('ArrowRight');
  expect(readout()).toContain('Image class 3 with “an icon of class 3”');
  expect(readout()).toContain('One-hot 1 · Label smoothing .91');
  await press('ArrowRight');
  expect(readout()).toContain('with “an icon of class 14”');
  expect(panel.host.querySelectorAll('rect.active')).toHaveLength(4);
});

test('a method without a teacher shows three maps and says why', async () => {
  await mountMatrix('ft');
  expect(titles()).toEqual(['One-hot', 'Label smoothing', 'Student now']);
  expect(panel.host.textContent).toContain('FT has no teacher');
  expect(panel.host.querySelector('.teacher-weight')).toBeNull();
});

test('what is left of the pretrained model is drawn with its value now', async () => {
  await mountMatrix('carot');
  const weight = panel.host.querySelector('.teacher-weight');
  expect(weight?.textContent?.replaceAll('\u202f', ' ')).toContain('now 38.1 %');
});

test('before a race it says what will be here', async () => {
  layOut(480, 600);
  panel = await mountPanel(<MatrixTab />, 0);
  expect(panel.host.textContent).toContain('Start a race');
});
