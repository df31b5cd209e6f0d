/**
 * Milliseconds since 1970 by a clock that never jumps: what events are stamped with, and comparable
 * between a page and its workers.
 */
export const epochNow = (): number => performance.timeOrigin + performance.now();
