// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
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
