import type { Lab } from '../../../src/engine/lab.ts';
import { entryOf, offer } from '../../../src/engine/offer.ts';
import { Race } from '../../../src/engine/race.ts';
import type { RaceEvent } from '../../../src/engine/raceEvent.ts';
import { methodInfo, methods } from '../../../src/methods/registry.ts';
import { makeRunConfig, type RunConfig } from '../../../src/protocol/runConfig.ts';
import { tinyLab } from '../../support/tinyLab.ts';

/** Methods by id at their defaults, six steps on the tiny lab. */
export function tinyConfig(ids: readonly string[], changes: Partial<RunConfig> = {}): RunConfig {
  const base = makeRunConfig(methods.filter(({ id }) => ids.includes(id)).map(methodInfo), offer);
  return {
    ...base,
    steps: 6,
    batchSize: 8,
    sampling: 'random',
    optimizer: { ...base.optimizer, learningRate: 1e-3 },
    evaluation: { everySteps: 3, liveLimit: 8, finalLimit: 0 },
    ...changes,
  };
}

export interface TinyRace {
  readonly race: Race;
  readonly lab: ReturnType<typeof tinyLab>;
  dispose(): void;
}

export function tinyRace(
  config: RunConfig,
  origin?: ConstructorParameters<typeof Race>[3],
  changes: Partial<Lab> = {},
): TinyRace {
  const lab = { ...tinyLab(), ...changes };
  const race = new Race(config, lab, entryOf, origin);
  return {
    race,
    lab,
    dispose() {
      race.dispose();
      lab.pretrained.dispose();
    },
  };
}

export async function collect(events: AsyncIterable<RaceEvent>): Promise<RaceEvent[]> {
  const all: RaceEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

/** What one method went through, without the times it took. */
export const storyOf = (events: readonly RaceEvent[], methodId: string) =>
  events.flatMap((event): object[] => {
    if (event.type === 'train.step' && event.methodId === methodId) {
      const { stepMs: _, ...rest } = event;
      return [rest];
    }
    if (event.type === 'evaluation' && event.methodId === methodId) {
      const { evalMs: _, ...rest } = event;
      return [rest];
    }
    return [];
  });

/** The logits of an evaluation, set by set. */
export const logitsOf = (events: readonly RaceEvent[]) =>
  events.flatMap((event) => (event.type === 'evaluation' ? [[event.splitId, event.logits]] : []));
