// @vitest-environment happy-dom
import { act } from 'react';
import { expect, test } from 'vitest';
import { shownResult } from '../../../../../src/store/results/shown.ts';
import { answersIn, Brushed } from '../../../../../src/ui/panels/first/brushed/Brushed.tsx';
import { tellingBin } from '../../../../../src/ui/panels/first/brushed/tellingBin.ts';
import { catalogue, loaded } from '../../../../gallery/fixtures.ts';
import { mountPanel } from '../../support/mountPanel.tsx';

const bin = (lower: number, count: number, correct: number, confidence: number | null) => ({
  lower,
  upper: lower + 1 / 3,
  count,
  correct,
  confidence,
  accuracy: count === 0 ? null : correct / count,
  accuracyInterval: null,
});
const bins = [bin(0, 0, 0, null), bin(1 / 3, 10, 5, 0.5), bin(2 / 3, 30, 24, 0.9)];

test('bars add up by their answers, edges that are no exact fractions included', () => {
  const both = answersIn({ bins }, [0.333333, 1]);
  expect(both).toEqual({ count: 40, confidence: (5 + 27) / 40, accuracy: 29 / 40 });
  expect(answersIn({ bins }, [2 / 3, 1])).toEqual({ count: 30, confidence: 0.9, accuracy: 0.8 });
  expect(answersIn({ bins }, [0, 1 / 3])).toMatchObject({ count: 0, accuracy: Number.NaN });
});

test('a brush is read out for both diagrams, and says so before there is one', async () => {
  const methods = catalogue.methods.filter(({ id }) => id === 'zs' || id === 'ft');
  const splitId = loaded.dataset.splits.find(({ role }) => role === 'ood')!.id;
  const { host, store, settle, unmount } = await mountPanel(
    <Brushed methods={methods} splitId={splitId} example={null} />,
  );
  expect(host.textContent).toBe('Click a bar to read what it stands for.');
  await act(async () =>
    store.setState(({ selection }) => ({ selection: { ...selection, confidence: [0, 1] } })),
  );
  await settle();
  const result = shownResult(store.getState(), 'zs')!;
  const split = result.splits.find((one) => one.splitId === splitId)!;
  const all = split.raw.bins.reduce((sum, { count }) => sum + count, 0);
  expect(host.textContent).toMatch(/^Answers from 0\s% to 100\s% sure\. /);
  for (const { label } of methods) expect(host.textContent).toContain(`${label}: `);
  expect(host.textContent).toContain(`${methods[0]!.label}: ${all} answers, `);
  await act(async () => host.querySelector('button')!.click());
  expect(store.getState().selection.confidence).toBeNull();
  unmount();
});

test('the example is the bar whose gap says most, unless chance may explain it', async () => {
  const told = (lower: number, count: number, accuracy: number, confidence: number) => ({
    ...bin(lower, count, count * accuracy, confidence),
    accuracyInterval: [accuracy - 0.1, accuracy + 0.1] as const,
  });
  const far = told(1 / 3, 20, 0.2, 0.5);
  const weighty = told(2 / 3, 100, 0.7, 0.9);
  expect(tellingBin([bin(0, 0, 0, null), far, weighty])).toBe(weighty);
  expect(tellingBin([far, told(2 / 3, 5000, 0.85, 0.9)])).toBe(far);
  expect(tellingBin(bins)).toBeNull();

  const methods = catalogue.methods.filter(({ id }) => id === 'zs' || id === 'ft');
  const { host, unmount } = await mountPanel(
    <Brushed methods={methods} splitId={null} example={tellingBin([weighty])} />,
  );
  expect(host.textContent).toMatch(
    /^Outlined: FT is 67\s% to 100\s% sure of these 100 answers, and 70\s% of them are right/,
  );
  unmount();
});
