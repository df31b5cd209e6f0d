import { afterEach, expect, test, vi } from 'vitest';
import { createFramePump, type PumpClock } from '../../../src/client/framePump.ts';

afterEach(() => vi.useRealTimers());

/** A page of 60 frames a second that moves only when told to. */
function handClock() {
  let now = 0;
  let hidden = false;
  let frames: (() => void)[] = [];
  let onVisibility = () => {};
  const clock: PumpClock = {
    now: () => now,
    requestFrame: (callback) => frames.push(callback),
    cancelFrame: () => {
      frames = [];
    },
    isHidden: () => hidden,
    onVisibility: (listener) => {
      onVisibility = listener;
      return () => {
        onVisibility = () => {};
      };
    },
  };
  return {
    clock,
    advance(ms: number) {
      for (const end = now + ms; now < end; ) {
        now += 1000 / 60;
        const due = frames;
        frames = [];
        if (!hidden) for (const frame of due) frame();
      }
    },
    setHidden(value: boolean) {
      hidden = value;
      onVisibility();
    },
    frameCount: () => frames.length,
  };
}

test('hands everything over once, in order, at most five times a second', () => {
  const page = handClock();
  const bulks: (readonly number[])[] = [];
  const pump = createFramePump<number>((items) => bulks.push(items), page.clock);
  for (let item = 0; item < 1000; item += 1) {
    pump.push(item);
    page.advance(2);
  }
  page.advance(300);
  expect(bulks.flat()).toEqual(Array.from({ length: 1000 }, (_, index) => index));
  // 1000 pushes of at least one frame each: 16.7 s, so at most 5 × 17 hand-overs, and not far fewer.
  expect(bulks.length).toBeLessThanOrEqual(86);
  expect(bulks.length).toBeGreaterThan(60);
});

test('while hidden, hands over with an item every two seconds at most, and the rest on return', () => {
  const page = handClock();
  const bulks: (readonly number[])[] = [];
  const pump = createFramePump<number>((items) => bulks.push(items), page.clock);
  page.setHidden(true);
  for (let item = 0; item < 50; item += 1) pump.push(item);
  expect(bulks).toEqual([[0]]);
  page.advance(5000);
  expect(bulks).toHaveLength(1);
  pump.push(50);
  expect(bulks[1]).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  pump.push(51);
  page.setHidden(false);
  page.advance(300);
  expect(bulks.slice(2)).toEqual([[51]]);
});

test('while hidden, no two hand-overs are closer than two seconds, and the last item waits no longer', () => {
  vi.useFakeTimers();
  const page = handClock();
  const clock = { ...page.clock, now: () => Date.now() };
  const times: number[] = [];
  const seen: number[] = [];
  const pump = createFramePump<number>((items) => {
    times.push(clock.now());
    seen.push(...items);
  }, clock);
  page.setHidden(true);
  const pushes = 70;
  for (let item = 0; item < pushes; item += 1) {
    pump.push(item);
    vi.advanceTimersByTime(150);
  }
  vi.advanceTimersByTime(2000);
  expect(seen).toEqual(Array.from({ length: pushes }, (_, index) => index));
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2000);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(2150);
});

test('hiding the page with a frame under way loses nothing', () => {
  const page = handClock();
  const bulks: (readonly string[])[] = [];
  const pump = createFramePump<string>((items) => bulks.push(items), page.clock);
  pump.push('before');
  page.setHidden(true);
  page.advance(500);
  page.setHidden(false);
  page.advance(20);
  expect(bulks.flat()).toEqual(['before']);
});

test('asks for no frame while there is nothing to hand over, nor after dispose', () => {
  const page = handClock();
  const pump = createFramePump<number>(() => {}, page.clock);
  expect(page.frameCount()).toBe(0);
  pump.push(1);
  page.advance(400);
  expect(page.frameCount()).toBe(0);
  pump.push(2);
  pump.dispose();
  expect(page.frameCount()).toBe(0);
});
