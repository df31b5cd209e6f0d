// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { First } from '../../../../../src/ui/panels/first/First.tsx';
import { mountPanel } from '../../support/mountPanel.tsx';

test('a mix of weights that was not measured where the clock stands leads to where it was', async () => {
  const { host, store, settle, unmount } = await mountPanel(<First />);
  const pick = (label: string) =>
    [...host.querySelectorAll('.pick')].find((one) => one.textContent?.startsWith(label))!;
  const headline = () => host.querySelector('.first-head')!.textContent;
  await act(async () => {
    pick('WiSE-FT').querySelector('input')!.click();
    store.getState().scrubTo(24);
  });
  await settle();
  expect(headline()).toContain('WiSE-FT was not measured at this step.');
  await act(async () => host.querySelector<HTMLElement>('.first-head button')!.click());
  expect(store.getState().clock.scrubStep).toBeNull();
  unmount();
});

test('as many pictures are promised as stand there', async () => {
  const { host, unmount } = await mountPanel(<First />);
  const faces = host.querySelectorAll('.faces li').length;
  const promised = /Here are (\d+) of/.exec(host.querySelector('.first-head')!.textContent ?? '');
  expect(Number(promised?.[1] ?? 0)).toBe(faces);
  unmount();
});
