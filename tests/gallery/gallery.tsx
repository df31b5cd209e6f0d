import { createRoot } from 'react-dom/client';
import { createImagesClient } from '../../src/client/imagesClient.ts';
import { createRunArchive } from '../../src/client/runArchive.ts';
import { createStatsClient } from '../../src/client/statsClient.ts';
import type { LabEvent } from '../../src/protocol/events.ts';
import { LabError } from '../../src/protocol/labError.ts';
import { createLabStore } from '../../src/store/index.ts';
import type { EnginePort, LabDeps } from '../../src/store/kit/ports.ts';
import { App } from '../../src/ui/App.tsx';
import { applyTheme, preferredTheme } from '../../src/ui/theme.ts';
import { LabContext } from '../../src/ui/useLab.ts';
import { answeringEngine } from './answeringEngine.ts';
import { ChartGallery } from './ChartGallery.tsx';
import { fakeDeps } from './fakeDeps.ts';
import { fakeConfig, fakeRace } from './fakeRace.ts';
import { fakeRuns } from './fakeRuns.ts';

/** The page on made-up data, in the state that `?state=` names; with `&logits`, down to the logits. `charts`: every chart by itself. */
const query = new URLSearchParams(location.search);
const state = query.get('state') ?? 'race';
const withLogits = query.has('logits');

const engines: Record<string, Partial<EnginePort>> = {
  loading: { load: () => new Promise(() => {}) },
  failed: {
    load: () =>
      Promise.reject(
        new LabError(
          'model-corrupt',
          'The file model.safetensors arrived damaged: its checksum does not match.',
          'Check the connection and try again; the damaged copy was thrown away.',
        ),
      ),
  },
};

const pictures = createImagesClient();
/** The pictures that the lab ships lie two folders up, under longer names. */
const shippedSplit = (id: string) =>
  ({ train: 'train', val: 'id-val', id: 'id-test' })[id] ?? `ood-${id}`;
const shippedImages: LabDeps['images'] = {
  pixels: (path, splitId, indices, corruption) =>
    pictures.pixels(`../../${path}`, shippedSplit(splitId), indices, corruption),
};

async function show(root: HTMLElement) {
  applyTheme(preferredTheme());
  const emit = (events: readonly LabEvent[]) => store.getState().applyEvents(events);
  const at = { step: state === 'race' ? 96 : 152, totalSteps: 152, ms: 120 };
  const deps: LabDeps = {
    ...fakeDeps({ ...engines[state], ...(withLogits ? answeringEngine(emit, at) : {}) }),
    ...(state === 'runs' ? { archive: createRunArchive() } : {}),
    ...(withLogits ? { stats: createStatsClient(), images: shippedImages } : {}),
  };
  const store = createLabStore(deps);
  const charts = (
    <LabContext value={store}>
      <ChartGallery />
    </LabContext>
  );
  createRoot(root).render(state === 'charts' ? charts : <App store={store} />);
  const booted = store.getState().boot();
  const { applyEvents } = store.getState();
  if (state === 'loading') {
    await Promise.resolve();
    const file = (name: string, receivedBytes: number, totalBytes: number, fromCache = false) =>
      ({ type: 'load.progress', file: name, receivedBytes, totalBytes, fromCache }) as const;
    setTimeout(() =>
      applyEvents([
        file('models/iconclip/model.safetensors', 6_200_000, 9_700_000),
        file('models/iconclip/tokenizer.json', 41_000, 41_000, true),
        file('datasets/iconshift/images.pack', 1_100_000, 5_400_000),
      ]),
    );
    return;
  }
  await booted;
  if (state === 'failed' || state === 'welcome') return;
  if (state === 'many') store.getState().include('flyp-ls', true);
  const config = fakeConfig(store.getState().setup);
  if (state === 'live') {
    const events = fakeRace(config, config.steps, withLogits);
    let at = 0;
    setInterval(() => {
      applyEvents(events.slice(at, at + 30));
      at += 30;
    }, 200);
    return;
  }
  applyEvents(fakeRace(config, state === 'race' ? 96 : config.steps, withLogits));
  if (query.has('paused'))
    emit([{ type: 'run.phase', runId: 'run-1', at: Date.now(), phase: 'paused' }]);
  if (state === 'broken') {
    applyEvents([
      {
        type: 'run.failed',
        runId: 'run-1',
        at: Date.now(),
        methodId: 'flyp',
        code: 'loss-not-finite',
        message: 'The loss of FLYP became NaN at step 97.',
        hint: 'Halve the learning rate and start again.',
        step: 97,
      },
    ]);
  }
  if (state === 'runs') {
    const archive = createRunArchive();
    for (const record of fakeRuns()) await archive.saveRecord(record);
    await store.getState().loadRuns();
    store.getState().showTray('runs');
    for (const { id } of fakeRuns()) store.getState().toggleCompared(id);
  }
}

const root = document.getElementById('root');
if (root) void show(root);
