/** Space on either side of the timeline: half the thumb of the slider that lies over it, px. */
export const timelineInset = 9;

export const timelineX = (step: number, total: number, width: number) =>
  timelineInset + (step / Math.max(1, total)) * (width - 2 * timelineInset);

export const timelineStep = (x: number, total: number, width: number) =>
  Math.round(Math.min(1, Math.max(0, (x - timelineInset) / (width - 2 * timelineInset))) * total);

/** The evaluated step nearest to a place on the clock; of two as near, the later. Null without any. */
export function snapStep(steps: readonly number[], wanted: number): number | null {
  return steps.reduce<number | null>(
    (best, step) =>
      best === null || Math.abs(step - wanted) <= Math.abs(best - wanted) ? step : best,
    null,
  );
}

/**
 * Where the clock goes from `shown` (null: the latest) by `move` evaluations; the newest is the latest, the first
 * the end. Null where there is nothing to show.
 */
export function movedStep(
  steps: readonly number[],
  shown: number | null,
  move: number,
): { readonly to: number | null } | null {
  if (steps.length === 0) return null;
  const at = shown === null ? steps.length - 1 : steps.findLastIndex((step) => step <= shown);
  const next = Math.min(steps.length - 1, Math.max(0, at + move));
  return { to: next === steps.length - 1 ? null : steps[next]! };
}

/** Ticks that bear a number, so that numbers keep `room` px apart; both ends always do. */
export function labelledSteps(
  steps: readonly number[],
  total: number,
  width: number,
  room = 44,
): readonly number[] {
  const shown = [0];
  const end = timelineX(total, total, width);
  for (const step of steps) {
    const x = timelineX(step, total, width);
    if (x - timelineX(shown.at(-1)!, total, width) >= room && end - x >= room) shown.push(step);
  }
  return total > 0 ? [...shown, total] : shown;
}
