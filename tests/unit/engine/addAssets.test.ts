import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseArguments } from '../../../cli/parseArguments.ts';
import { planRace } from '../../../cli/planRace.ts';
import { Trainer } from '../../../src/engine/trainer.ts';
import type { LabEvent } from '../../../src/protocol/events.ts';
import { createLabStore } from '../../../src/store/index.ts';
import { linkedState } from '../../../src/store/link/linkedState.ts';
import { encodeState, readLink } from '../../../src/store/link/urlState.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { flypImageOnly } from '../../support/flypImageOnly.ts';
import { toyDataset, toyModel, toyServer } from '../../support/toyAssets.ts';

// One line in each of three registries; nothing else of the lab knows of the three.
vi.mock('../../../src/methods/registry.ts', async (original) => {
  const real = await original<typeof import('../../../src/methods/registry.ts')>();
  const { flypImageOnly: added } = await import('../../support/flypImageOnly.ts');
  return { ...real, methods: [...real.methods, added] };
});
vi.mock('../../../src/data/registry.ts', async (original) => {
  const real = await original<typeof import('../../../src/data/registry.ts')>();
  const { toyDataset: added } = await import('../../support/toyAssets.ts');
  return { datasets: [...real.datasets, added] };
});
vi.mock('../../../src/model/registry.ts', async (original) => {
  const real = await original<typeof import('../../../src/model/registry.ts')>();
  const { toyModel: added } = await import('../../support/toyAssets.ts');
  return { models: [...real.models, added] };
});
vi.mock('../../../src/engine/device.ts', () => ({
  startDevice: async () => ({
    info: { backend: 'cpu', adapter: 'test', isFallbackAdapter: false, threads: 1 },
    limits: { maxTensorBytes: 2 ** 30, maxTotalBytes: 2 ** 32 },
    stepsInFlight: 1,
  }),
}));
// In Node a MessageChannel that feeds itself would starve timers and other ports.
vi.mock('../../../src/engine/breathe.ts', () => ({
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
}));

let trainer: Trainer;
let events: LabEvent[];
let channel: MessageChannel;

beforeEach(() => {
  vi.stubGlobal('fetch', toyServer());
  events = [];
  channel = new MessageChannel();
  channel.port1.onmessage = ({ data }) => events.push(data);
  trainer = new Trainer();
  trainer.connect(channel.port2);
});
afterEach(async () => {
  await trainer.stop();
  channel.port1.close();
  vi.unstubAllGlobals();
});

const finished = () => events.some((e) => e.type === 'run.phase' && e.phase === 'finished');

test('a method is one file and one line, a dataset and a model one folder and one line each', async () => {
  const catalogue = await trainer.catalogue();
  await trainer.init('cpu');

  const asked = ['--dataset', toyDataset.id, '--methods', `zs,${flypImageOnly.id}`, '--steps', '2'];
  const [config] = planRace(parseArguments(asked), catalogue).configs;
  expect(config).toMatchObject({ modelId: toyModel.id, datasetId: toyDataset.id, batchSize: 3 });

  const loaded = await trainer.load(toyModel.id, toyDataset.id, 'http://localhost/');
  expect(loaded.dataset).toMatchObject({ id: toyDataset.id, imageSize: toyDataset.imageSize });
  expect(loaded.model).toMatchObject({ id: toyModel.id, label: toyModel.label });
  await trainer.start(config!);
  await vi.waitFor(() => expect(finished()).toBe(true), { timeout: 60_000, interval: 10 });
  expect(events.filter(({ type }) => type === 'run.failed')).toEqual([]);
  const steps = events.flatMap((event) => (event.type === 'train.step' ? [event] : []));
  expect(steps.map(({ methodId, step }) => [methodId, step])).toEqual([
    [flypImageOnly.id, 1],
    [flypImageOnly.id, 2],
  ]);
  const evaluated = events.flatMap((event) => (event.type === 'evaluation' ? [event] : []));
  const last = evaluated.filter(({ step }) => step === 2);
  expect(new Set(last.map(({ splitId }) => splitId))).toEqual(new Set(['val', 'id', 'ood']));
  for (const { logits, classCount } of last) {
    expect(classCount).toBe(toyDataset.classCount);
    expect(logits.every(Number.isFinite)).toBe(true);
  }
});

test('the page offers them, and its link carries them', async () => {
  const catalogue = await trainer.catalogue();
  const store = createLabStore(fakeDeps({ catalogue: async () => catalogue }));
  store.getState().adoptCatalogue(catalogue);
  const standard = linkedState(store.getState());
  const search = `?dataset=${toyDataset.id}&methods=${flypImageOnly.id}`;
  const { state } = readLink({ hash: '', search }, standard, catalogue);
  expect(state.setup).toMatchObject({ modelId: toyModel.id, datasetId: toyDataset.id });
  expect(state.setup.included).toMatchObject({ [flypImageOnly.id]: true, ft: false });
  const hash = encodeState(state, standard, catalogue);
  expect(readLink({ hash }, standard, catalogue).state).toEqual(state);
});
