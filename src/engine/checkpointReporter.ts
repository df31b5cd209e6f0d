import { epochNow } from '../protocol/clock.ts';
import type { BackendInfo, LoadedInfo, ModelPrint } from '../protocol/events.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { Reporter } from './driveRace.ts';
import { describeError } from './errors.ts';
import type { Race } from './race.ts';
import type { RaceEvent } from './raceEvent.ts';

/** What a race runs on, as its events and checkpoints name it. */
export interface Ground {
  readonly backend: BackendInfo;
  readonly dataset: LoadedInfo['dataset'];
  readonly model: ModelPrint;
}

/** Keeps a race where it can be taken up again, and says so to `tell`. */
export function checkpointReporter(
  race: Race,
  runId: string,
  { backend, dataset, model: { version, digest } }: Ground,
  checkpoints: Checkpoints,
  tell: (event: RaceEvent) => void,
): Pick<Reporter, 'wantsCheckpoint' | 'checkpoint'> {
  checkpoints.begin();
  return {
    wantsCheckpoint: (paused) => checkpoints.due(race.rounds, paused),
    checkpoint: async () => {
      const { step, config } = race;
      try {
        await checkpoints.save(race.rounds, async () => ({
          runId,
          at: epochNow(),
          step,
          config,
          backend: backend.backend,
          ...(backend.tile !== undefined && { tile: backend.tile }),
          datasetVersion: dataset.version,
          model: { version, digest },
          lanes: await race.saveCheckpoint(),
        }));
        tell({ type: 'run.checkpoint', step });
      } catch (error) {
        // The race goes on; that it cannot be taken up again is said.
        tell({ type: 'run.checkpoint', step, problem: describeError(error) });
      }
    },
  };
}
