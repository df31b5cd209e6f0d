// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { Curves } from '../../../../../src/ui/panels/curves/Curves.tsx';
import { layOut, mountPanel } from '../../support/mountPanel.tsx';

test('a curve opens its formula, whose symbols tell the numbers of the method that is chosen', async () => {
  layOut(280, 140);
  HTMLDialogElement.prototype.showModal = function open() {
    this.open = true;
  };
  const { host, settle, unmount } = await mountPanel(<Curves />);
  const buttons = [...host.querySelectorAll<HTMLElement>('button[aria-label$="with its numbers"]')];
  expect(buttons.map((button) => button.getAttribute('aria-label')!.split(':')[0])).toEqual([
    'Loss',
    'ID accuracy',
    'OOD accuracy',
    'ID ECE',
    'OOD ECE',
  ]);
  await act(async () => buttons[3]!.click());
  // Its file comes when it is first wanted.
  for (let i = 0; i < 50 && !host.querySelector('dialog'); i++) await settle();
  const dialog = host.querySelector('dialog')!;
  expect(dialog.querySelector('h2')!.textContent).toBe('ID ECE');
  const said = () => dialog.querySelector('figcaption')!.textContent;
  expect(said()).toMatch(/^ECE = \d.*CaRot, ID/);
  const select = dialog.querySelector('select')!;
  await act(async () => {
    select.value = 'zs';
    select.dispatchEvent(new Event('change', { bubbles: true }));
  });
  expect(said()).toContain('Zero-shot, ID');
  const n = [...dialog.querySelectorAll<HTMLElement>('.formula-signs button')].find(
    ({ textContent }) => textContent!.startsWith('N'),
  )!;
  await act(async () => n.focus());
  expect(said()).toMatch(/^N = 200/);
  unmount();
});
