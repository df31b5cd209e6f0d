import type { LabEvent } from '../../protocol/events.ts';
import { isActive } from './phase.ts';

/** What the parts of a race cost, from the stamps of its events. */
export interface Pace {
  /** When the last part ended; null while the race stands still. */
  readonly lastAt: number | null;
  /** By method, smoothed over about five steps; absent until a second step has been timed. */
  readonly stepMs: Readonly<Record<string, number>>;
  /** One method's live evaluation over all splits, smoothed; null before the first. */
  readonly liveMs: number | null;
  /** One method's evaluation at the end; null before the first. */
  readonly fullMs: number | null;
  /** Spent so far on the evaluation under way. */
  readonly spentMs: number;
  /** Live evaluations timed: the first also warms the kernels up and is not trusted. */
  readonly liveCount: number;
  /** Looking at one image, in the newest set that was evaluated; null before any was. */
  readonly imageMs: number | null;
  /** What of the evaluation under way its sets have taken. */
  readonly lookedMs: number;
}

export const noPace: Pace = {
  lastAt: null,
  stepMs: {},
  liveMs: null,
  fullMs: null,
  spentMs: 0,
  liveCount: 0,
  imageMs: null,
  lookedMs: 0,
};

const smooth = (before: number | null | undefined, now: number) =>
  before === null || before === undefined ? now : before + 0.3 * (now - before);

/**
 * What one event makes of the pace. Each part of a race lasts from the event before it to its own, so
 * that what lies between steps is counted too; time spent paused is nobody's.
 */
export function foldPace(pace: Pace, event: LabEvent): Pace {
  switch (event.type) {
    case 'run.started':
      return { ...noPace, imageMs: pace.imageMs, lastAt: event.at };
    case 'run.phase':
      return { ...pace, lastAt: isActive(event.phase) ? event.at : null };
    case 'run.failed':
      return { ...pace, lastAt: null };
    case 'train.step': {
      if (pace.lastAt === null) return pace;
      // The first step of a method compiles its kernels.
      const ms = Math.max(event.stepMs, event.at - pace.lastAt);
      const stepMs =
        event.step === 1
          ? pace.stepMs
          : { ...pace.stepMs, [event.methodId]: smooth(pace.stepMs[event.methodId], ms) };
      return { ...pace, lastAt: event.at, stepMs, spentMs: 0 };
    }
    case 'evaluation': {
      const ms = event.evalMs - (event.evalMs > pace.lookedMs ? pace.lookedMs : 0);
      const { length } = event.labels;
      const imageMs = length > 0 ? ms / length : pace.imageMs;
      const looked = { ...pace, imageMs, lookedMs: event.evalMs };
      if (pace.lastAt === null) return looked;
      return { ...looked, lastAt: event.at, spentMs: pace.spentMs + event.at - pace.lastAt };
    }
    case 'evaluation.done': {
      if (pace.lastAt === null) return { ...pace, lookedMs: 0 };
      const ms = pace.spentMs + event.at - pace.lastAt;
      const next = { ...pace, lastAt: event.at, spentMs: 0, lookedMs: 0 };
      if (event.scope === 'full') return { ...next, fullMs: smooth(pace.fullMs, ms) };
      const liveCount = pace.liveCount + 1;
      return { ...next, liveCount, liveMs: liveCount <= 2 ? ms : smooth(pace.liveMs, ms) };
    }
    default:
      return pace;
  }
}
