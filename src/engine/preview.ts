import { previewRunId } from '../protocol/events.ts';
import type { RunConfig } from '../protocol/runConfig.ts';
import type { Lab } from './lab.ts';
import { entryOf } from './offer.ts';
import { Race } from './race.ts';
import type { RaceStage } from './raceStage.ts';

/** Shows what a race would begin with: its lanes as they are before the first step. */
export async function previewRace(stage: RaceStage, config: RunConfig, lab: Lab): Promise<void> {
  const race = await stage.change(() =>
    stage.adopt(() => new Race(config, lab, entryOf), previewRunId),
  );
  const { gate } = stage;
  await stage.between(async () => {
    for (const { methodId } of config.lanes) {
      if (gate.stopped) return;
      for await (const event of race.evaluate(methodId, 'live')) {
        // A start does not wait for what it makes void.
        if (gate.stopped) return;
        stage.stamp(event);
      }
    }
  });
}
