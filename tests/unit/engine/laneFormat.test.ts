import { expect, test } from 'vitest';
import { parseSafetensors } from '../../../src/io/safetensors.ts';
import { weightShapes } from '../../../src/model/weightNames.ts';
import { collect, tinyConfig, tinyRace } from './tinyRace.ts';

/** Kept runs and checkpoints of people hold these names: changing one makes them unreadable. */
test('files of lanes have the names and numbers that they have always had', async () => {
  const ids = ['ft', 'flyp', 'carot', 'l2-sp'];
  const config = tinyConfig(ids, {
    steps: 2,
    evaluation: { everySteps: 0, liveLimit: 4, finalLimit: 4 },
  });
  const tiny = tinyRace(config);
  await collect(tiny.race.train());
  const checkpoint = await tiny.race.saveCheckpoint();
  const kept = await tiny.race.saveWeights();
  const names = [...weightShapes(tiny.lab.pretrained.config).keys()];
  tiny.dispose();
  const head = ['state.head.weight', 'state.head.bias'];
  const besides: Record<string, string[]> = {
    ft: head,
    'l2-sp': head,
    flyp: [],
    carot: names.map((name) => `state.teacher.${name}`),
  };
  const vision = names.filter((name) => /^vision_model\.|^visual_projection/.test(name));
  for (const id of ids) {
    const { weights, optimizer } = checkpoint.get(id)!;
    expect(kept[id]).toEqual(weights);
    const lane = parseSafetensors(weights);
    const wanted = [...names.map((name) => `model.${name}`), ...besides[id]!];
    expect([...lane.tensors.keys()].sort()).toEqual(wanted.sort());
    const numbers = id === 'carot' ? { pretrainedWeight: 0.99 * 0.99 } : {};
    expect(Object.fromEntries(lane.metadata)).toMatchObject({
      method: id,
      step: '2',
      numbers: JSON.stringify(numbers),
    });
    const moments = parseSafetensors(optimizer);
    const trained = besides[id] === head ? [...vision, 'head.weight', 'head.bias'] : names;
    const sides = trained.flatMap((name) => [`first.${name}`, `second.${name}`]);
    expect([...moments.tensors.keys()].sort()).toEqual(sides.sort());
    expect(JSON.parse(moments.metadata.get('steps')!)).toEqual(
      Object.fromEntries(trained.map((name) => [name, 2])),
    );
  }
});
