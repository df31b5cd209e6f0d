// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { ownResult, shownEntry } from '../../../../../src/store/results/shown.ts';
import { RisenNote } from '../../../../../src/ui/panels/results/RisenNote.tsx';
import { mountPanel } from '../../support/mountPanel.tsx';

test('says of whom T* made the ID ECE rise, and of nobody else', async () => {
  const { host, store, settle, unmount } = await mountPanel(<RisenNote />);
  const state = store.getState();
  const result = ownResult(state, 'carot')!;
  // Of the made-up race it makes every ECE fall.
  expect(result.row.idEceTs).toBeLessThan(result.row.idEce);
  expect(host.textContent).toBe('');
  const splits = result.splits.map((split) =>
    split.role === 'id'
      ? { ...split, scaled: { ...split.scaled, ece: split.raw.ece + 0.01 } }
      : split,
  );
  state.summaries.take(shownEntry(state, 'carot')!.key, { ...result, splits });
  await act(async () => store.setState({ summaryRevision: state.summaryRevision + 1 }));
  await settle();
  expect(host.textContent).toMatch(
    /^T\* made an ID ECE rise: CaRot(?: \(validation NLL [\d.]+ → [\d.]+\))?\. It is fitted/,
  );
  unmount();
});
