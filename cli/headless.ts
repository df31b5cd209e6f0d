/** The page behind `npm run experiment` and `npm run record`: the lab's client and worker, without anything to see. */
import { createEngineClient } from '../src/client/engineClient.ts';
import { createImagesClient } from '../src/client/imagesClient.ts';
import type { LabEvent, LoadedInfo } from '../src/protocol/events.ts';
import type { LabErrorShape } from '../src/protocol/labError.ts';
import type { RunConfig } from '../src/protocol/runConfig.ts';
import { eventCost } from '../src/study/raceCost.ts';
import { runCell } from '../src/study/runCell.ts';
import type { HeadlessLab, HeadlessMessage, Outcome } from './headlessLab.ts';
import { compressed } from './recordBytes.ts';
import { recordRace } from './recordRace.ts';
import { runRace } from './runRace.ts';

/** Models and data lie beside the lab's page, one folder up. */
const client = createEngineClient(new URL('..', document.baseURI).href);
let loaded: LoadedInfo | null = null;

const tell = (message: HeadlessMessage) => void window.tellTerminal?.(message);

function plainError(error: unknown): LabErrorShape {
  const { code, message, hint } = error as Partial<LabErrorShape>;
  return {
    code: code ?? 'unknown',
    message: message ?? String(error),
    hint: hint ?? 'Run again; if it happens twice, report it with the flags you used.',
  };
}

async function outcomeOf<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: plainError(error) };
  }
}

/** A wait ends with the engine too: a lost device leaves the worker alive and the call unanswered. */
function orEngineFailure<T>(work: Promise<T>): Promise<T> {
  let unsubscribe = () => {};
  const failed = new Promise<never>((_, reject) => {
    unsubscribe = client.subscribe((event) => {
      if (event.type === 'engine.failed') reject(event);
    });
  });
  return Promise.race([work, failed]).finally(unsubscribe);
}

function report(config: RunConfig, event: LabEvent): void {
  const done = eventCost(event, config);
  if (event.type === 'train.step') {
    const label = `seed ${config.seed} · ${event.methodId} · step ${event.step}/${config.steps}`;
    tell({ type: 'work', done, label });
  } else if (event.type === 'evaluation') {
    const label = `seed ${config.seed} · evaluating ${event.methodId} on ${event.splitId}`;
    tell({ type: 'work', done, label });
  }
}

client.subscribe((event) => {
  if (event.type === 'status') tell({ type: 'status', text: event.message });
});

window.lab = {
  catalogue: () => outcomeOf(() => orEngineFailure(client.catalogue())),
  open: (choice, modelId, datasetId) =>
    outcomeOf(async () => {
      const backend = await orEngineFailure(client.init(choice));
      loaded = await orEngineFailure(client.load(modelId, datasetId));
      return { backend, loaded };
    }),
  race: (config, metrics, wish) =>
    outcomeOf(async () => {
      if (!loaded) throw new Error('open() comes before race().');
      return runRace(client, loaded, config, { metrics, ...wish }, tell, (event) =>
        report(config, event),
      );
    }),
  cell: (config, wish) =>
    outcomeOf(async () => {
      if (!loaded) throw new Error('open() comes before cell().');
      const { images, ...numbers } = await runCell(client, loaded, config, wish, (event) =>
        report(config, event),
      );
      const bytes = new TextEncoder().encode(images.join(''));
      return { ...numbers, images: (await compressed('images.csv', bytes)).data };
    }),
  record: (config, wish) =>
    outcomeOf(async () => {
      if (!loaded) throw new Error('open() comes before record().');
      const catalogue = await client.catalogue();
      const race = { catalogue, loaded, config };
      return recordRace(client, createImagesClient(), race, wish, (event) => report(config, event));
    }),
} satisfies HeadlessLab;
