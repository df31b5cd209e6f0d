// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import { ShowRecorded } from '../../../../../src/ui/panels/parts/recorded/ShowRecorded.tsx';
import { mountPanel } from '../../support/mountPanel.tsx';

test('over one’s own race it says itself why the recorded one did not come, and can be asked again', async () => {
  const { host, store, settle, unmount } = await mountPanel(<ShowRecorded />);
  const button = () => host.querySelector('button')!;
  // A race that goes on keeps the page.
  expect(store.getState().run?.phase).toBe('running');
  expect(button().disabled).toBe(true);
  await act(async () => store.setState(({ run }) => ({ run: { ...run!, phase: 'finished' } })));
  expect(button().disabled).toBe(false);
  await act(async () => button().click());
  await vi.waitFor(() => expect(store.getState().recorded.phase).toBe('failed'));
  await settle();
  expect(host.querySelector('[role="alert"]')?.textContent).toMatch(/No recordings here/);
  expect(button().disabled).toBe(false);
  await act(async () =>
    store.setState(({ recorded }) => ({ recorded: { ...recorded, phase: 'none', error: null } })),
  );
  // Of other images there may be one: the button stays.
  expect(host.textContent).toContain('No race was recorded with this model and these images.');
  expect(button().disabled).toBe(false);
  unmount();
});
