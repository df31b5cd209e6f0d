import { expect, test } from 'vitest';
import { offer } from '../../../src/engine/offer.ts';
import { Race } from '../../../src/engine/race.ts';
import type { RaceEvent } from '../../../src/engine/raceEvent.ts';
import { isTrained, methodInfo, methods } from '../../../src/methods/registry.ts';
import { makeRunConfig, type RunConfig } from '../../../src/protocol/runConfig.ts';
import { useTile } from '../../support/smallTile.ts';
import { tinyLab } from '../../support/tinyLab.ts';

const entryOf = (id: string) => methods.find((method) => method.id === id)!;
const trained = methods.filter(isTrained);

const config = ((): RunConfig => {
  const base = makeRunConfig(trained.map(methodInfo), offer);
  return {
    ...base,
    steps: 8,
    batchSize: 8,
    sampling: 'random',
    evaluation: { everySteps: 0, liveLimit: 8, finalLimit: 4 },
  };
})();

/** Loss and gradient norm of every step, by method. */
const curves = (events: readonly RaceEvent[], from: number) =>
  trained.map(({ id }) => [
    id,
    events.flatMap((event) =>
      event.type === 'train.step' && event.methodId === id && event.step > from
        ? [event.loss, event.gradNorm]
        : [],
    ),
  ]);

test('a race from a checkpoint goes on bit for bit as the one that nothing interrupted', async () => {
  useTile('small');
  const lab = { ...tinyLab(), stepsInFlight: 1 };
  const straight: RaceEvent[] = [];
  const race = new Race(config, lab, entryOf);
  let checkpoint: Awaited<ReturnType<Race['saveCheckpoint']>> | null = null;
  for await (const event of race.train()) {
    straight.push(event);
    if (event.type !== 'round.end' || event.step !== 4) continue;
    for await (const late of race.settle()) straight.push(late);
    checkpoint = await race.saveCheckpoint();
  }
  const end = await race.saveCheckpoint();
  race.dispose();
  const resumed: RaceEvent[] = [];
  const next = new Race(config, lab, entryOf, { checkpoint: checkpoint! });
  for await (const event of next.train()) resumed.push(event);
  expect(curves(resumed, 0)).toEqual(curves(straight, 4));
  const after = await next.saveCheckpoint();
  for (const { id } of trained) {
    expect(after.get(id)!.weights, `weights of ${id}`).toEqual(end.get(id)!.weights);
  }
  next.dispose();
  lab.pretrained.dispose();
});
