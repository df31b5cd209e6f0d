import { describeError } from './errors.ts';
import type { Gate } from './gate.ts';
import type { Race } from './race.ts';
import type { RaceEvent } from './raceEvent.ts';

export interface Driver {
  /** Runs a job between all others, one at a time. */
  enqueue<T>(job: () => Promise<T>): Promise<T>;
  /** Tells the page. */
  emit(event: RaceEvent): void;
  /** Called where nothing is half done; it may now stay so for long. */
  rest(paused: boolean): Promise<void>;
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
 * is pause, step and stop; it is passed only where all lanes, or the one that catches up, have done
 * a whole step.
 */
export async function driveRace(
  race: Race,
  gate: Gate,
  { enqueue, emit, broken, rest }: Driver,
): Promise<void> {
  const events = race.train();
  try {
    for (let midRound = false; midRound || (await gate.pass()) === 'go'; ) {
      const { done, value } = await enqueue(() => events.next());
      if (done || broken()) break;
      midRound = value.type === 'train.step';
      if (value.type !== 'round.end') {
        emit(value);
        continue;
      }
      if (gate.endRound()) emit({ type: 'run.phase', phase: 'paused' });
      await enqueue(() => rest(gate.paused));
    }
    await events.return(undefined);
    emit({ type: 'run.phase', phase: gate.stopped ? 'stopped' : 'finished' });
  } catch (error) {
    await new Promise((resolve) => setTimeout(resolve, LOSS_COMES_WITHIN_MS));
    if (broken()) return;
    const { code, message, hint } = describeError(error);
    const { step, laneUnderWay } = race;
    const lane = laneUnderWay === undefined ? {} : { methodId: laneUnderWay };
    emit({ type: 'run.failed', code, message, hint, step, ...lane });
    emit({ type: 'run.phase', phase: 'failed' });
  } finally {
    gate.close();
  }
}
