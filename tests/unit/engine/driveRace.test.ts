import { expect, test } from 'vitest';
import { driveRace } from '../../../src/engine/driveRace.ts';
import { Gate } from '../../../src/engine/gate.ts';
import type { Race } from '../../../src/engine/race.ts';
import type { RaceEvent } from '../../../src/engine/raceEvent.ts';

/** A race whose first step fails as calls do on a device that is gone. */
const failing = {
  whereabouts: { step: 3, methodId: 'ft' },
  async *settle() {},
  async *train(): AsyncGenerator<RaceEvent> {
    yield { type: 'round.end', step: 3 };
    throw new RangeError('createBuffer failed, size (4) is too large for mappedAtCreation');
  },
} as unknown as Race;

async function drive(lostAfterMs: number | null): Promise<RaceEvent[]> {
  const emitted: RaceEvent[] = [];
  let lost = false;
  await driveRace(failing, new Gate(), {
    enqueue: (job) => job(),
    event: (event) => emitted.push(event),
    wantsCheckpoint: () => true,
    checkpoint: async () => {
      if (lostAfterMs !== null) setTimeout(() => (lost = true), lostAfterMs);
    },
    broken: () => lost,
  });
  return emitted;
}

test('an error that a lost device caused is not taken for the end of the race', async () => {
  expect(await drive(100)).toEqual([]);
});

test('an error of its own ends the race with its step and lane', async () => {
  expect(await drive(null)).toMatchObject([
    { type: 'run.failed', code: 'out-of-memory', step: 3, methodId: 'ft' },
    { type: 'run.phase', phase: 'failed' },
  ]);
});
