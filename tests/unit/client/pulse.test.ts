import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPulse, type Pulse } from '../../../src/client/pulse.ts';

let changes: boolean[];
let hidden: boolean;
let pulse: Pulse;

beforeEach(() => {
  vi.useFakeTimers();
  changes = [];
  hidden = false;
  pulse = createPulse((silent) => changes.push(silent), {
    now: () => Date.now(),
    isHidden: () => hidden,
  });
});
afterEach(() => {
  pulse.end();
  vi.useRealTimers();
});

test('ten seconds without a word are silence, and a word ends it', () => {
  pulse.heard();
  vi.advanceTimersByTime(9_000);
  expect(changes).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(changes).toEqual([true]);
  vi.advanceTimersByTime(60_000);
  pulse.heard();
  expect(changes).toEqual([true, false]);
});

test('before the first word nothing is missed', () => {
  vi.advanceTimersByTime(60_000);
  expect(changes).toEqual([]);
});

test('a page that stood still blames nobody', () => {
  pulse.heard();
  vi.setSystemTime(Date.now() + 3_600_000);
  vi.advanceTimersByTime(5_000);
  expect(changes).toEqual([]);
  hidden = true;
  vi.advanceTimersByTime(60_000);
  expect(changes).toEqual([]);
  hidden = false;
  vi.advanceTimersByTime(12_000);
  expect(changes).toEqual([true]);
});
