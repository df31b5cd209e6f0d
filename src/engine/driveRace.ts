import { describeError } from './errors.ts';
import type { Gate } from './gate.ts';
import type { Race } from './race.ts';
import type { RaceEvent } from './raceEvent.ts';

/** Those whom a race tells how it goes. */
export interface Reporter {
  /** The page. */
  event(event: RaceEvent): void;
  /** Whether a race that stands here should be kept. */
  wantsCheckpoint(paused: boolean): boolean;
  /** Keeps it. Called where nothing is half done and all numbers have been reported. */
  checkpoint(): Promise<void>;
}

export interface Driver extends Reporter {
  /** Runs a job between all others, one at a time. */
  enqueue<T>(job: () => Promise<T>): Promise<T>;
  /** Whether the device's numbers can no longer be trusted. */
  broken(): boolean;
}

/**
 * A device that is lost shows first as calls that fail for reasons of their own ("createBuffer
 * failed, size (4) is too large"), and a moment later as lost. Errors wait for that word.
 */
const LOSS_COMES_WITHIN_MS = 300;

/**
 * Pulls a race's events one by one until it ends, is stopped or fails. The gate between two of them
 * is pause, step and stop; it is passed only where all lanes, or the one that catches up, have been
 * given a whole step. A race that rests there has first reported all that it has done.
 */
export async function driveRace(race: Race, gate: Gate, driver: Driver): Promise<void> {
  const { enqueue, event: tell, broken } = driver;
  const events = race.train();
  const settle = () =>
    enqueue(async () => {
      for await (const event of race.settle()) tell(event);
    });
  const pass = async () => {
    if (!broken() && (gate.paused || gate.stopped)) await settle();
    return gate.pass();
  };
  try {
    for (let midRound = false; midRound || (await pass()) === 'go'; ) {
      const { done, value } = await enqueue(() => events.next());
      if (done || broken()) break;
      midRound = value.type === 'train.step';
      if (value.type !== 'round.end') {
        tell(value);
        continue;
      }
      if (gate.endRound()) {
        await settle();
        tell({ type: 'run.phase', phase: 'paused' });
      }
      if (!driver.wantsCheckpoint(gate.paused)) continue;
      await settle();
      await enqueue(() => driver.checkpoint());
    }
    await events.return(undefined);
    tell({ type: 'run.phase', phase: gate.stopped ? 'stopped' : 'finished' });
  } catch (error) {
    await new Promise((resolve) => setTimeout(resolve, LOSS_COMES_WITHIN_MS));
    if (broken()) return;
    const { code, message, hint } = describeError(error);
    tell({ type: 'run.failed', code, message, hint, ...race.whereabouts });
    tell({ type: 'run.phase', phase: 'failed' });
  } finally {
    gate.close();
  }
}
