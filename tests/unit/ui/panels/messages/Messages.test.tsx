// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test, vi } from 'vitest';
import type { LabState } from '../../../../../src/store/labState.ts';
import { Messages } from '../../../../../src/ui/panels/messages/Messages.tsx';
import { mountPanel } from '../../support/mountPanel.tsx';

test('notes on files are one list, shown once and gone when dismissed', async () => {
  const { host, store, unmount } = await mountPanel(<Messages />, 0);
  expect(host.querySelector('.file-notes')).toBeNull();
  const notes = ['a.safetensors: one tensor has no place.', '<img src=x onerror=alert(1)>'];
  for (const event of [notes, notes]) {
    await act(async () => store.getState().applyEvents([{ type: 'notes', notes: event }]));
  }
  const box = host.querySelector('.file-notes');
  expect(box?.getAttribute('role')).toBe('status');
  expect([...(box?.querySelectorAll('li') ?? [])].map(({ textContent }) => textContent)).toEqual(
    notes,
  );
  expect(host.querySelector('img')).toBeNull();
  await act(async () => host.querySelector<HTMLButtonElement>('.file-notes button')?.click());
  expect(host.querySelector('.file-notes')).toBeNull();
  unmount();
});

test('what did not come of a recorded race is said, but not over one’s own race', async () => {
  const { host, store, unmount } = await mountPanel(<Messages />);
  const error = { code: 'network', message: 'runs/toy did not come.', hint: 'Check the network.' };
  const patch = (run: Partial<LabState>) =>
    act(async () =>
      store.setState(({ recorded }) => ({ recorded: { ...recorded, error }, ...run })),
    );
  expect(store.getState().run).not.toBeNull();
  await patch({});
  expect(host.querySelector('.error-card')).toBeNull();
  await patch({ run: null });
  expect(host.querySelector('.error-card')?.textContent).toMatch(
    /^The recorded race did not come\. runs\/toy did not come\. Check the network\./,
  );
  const retry = host.querySelector<HTMLButtonElement>('.error-card button')!;
  expect(retry.textContent).toBe('Try again');
  await act(async () => retry.click());
  await vi.waitFor(() =>
    expect(store.getState().recorded.error?.message).toMatch(/No recordings here/),
  );
  unmount();
});
