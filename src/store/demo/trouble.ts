import type { EngineSlice } from '../engine/state.ts';
import type { RecoverySlice, RunSlice } from '../run/state.ts';

type Reads = EngineSlice & RecoverySlice & RunSlice;

/**
 * Why a talk should not wait for the race:
 * - `lost`: the engine is gone and nothing brings it back;
 * - `silent`: it has not answered for a while;
 * - `late`: the race takes half as long again as it was said to.
 */
export type Trouble = 'lost' | 'silent' | 'late';

/** A race may take this many times what was expected of it. */
export const patience = 1.5;

/**
 * @param spentMs    that the race has run
 * @param expectedMs that it was said to take; null before anybody could say
 */
export function troubleOf(
  { engine, recovery, run }: Pick<Reads, 'engine' | 'recovery' | 'run'>,
  spentMs: number,
  expectedMs: number | null,
): Trouble | null {
  if (recovery.mending) return null;
  const cutOff = run?.interrupted === true && run.phase === 'stopped';
  if (engine.phase === 'failed' || run?.phase === 'failed') return 'lost';
  // Going on is the presenter's choice then, and nobody in the room wants to read of it.
  if (cutOff && engine.phase === 'ready') return 'lost';
  if (recovery.silent) return 'silent';
  const isRunning = run !== null && run.activeSince !== null;
  return isRunning && expectedMs !== null && spentMs > patience * expectedMs ? 'late' : null;
}
