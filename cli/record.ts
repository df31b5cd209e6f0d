/** `npm run record`: a race in headless Chromium, written down for the page to show. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../scripts/projectRoot.ts';
import type { Catalogue } from '../src/protocol/catalogue.ts';
import type { BackendChoice } from '../src/protocol/engineApi.ts';
import { makeRunConfig, type RunConfig } from '../src/protocol/runConfig.ts';
import { validateRunConfig } from '../src/protocol/validateRunConfig.ts';
import {
  type RecordedFile,
  type RecordedPlace,
  type Recording,
  recordingFile,
  recordingVersion,
} from '../src/results/recording.ts';
import { runData } from '../src/results/runData.ts';
import { raceCost } from '../src/study/raceCost.ts';
import type { OpenedLab } from './headlessLab.ts';
import { createNarrator } from './narrator.ts';
import { openHeadlessPage } from './openHeadlessPage.ts';
import { readVersions } from './readVersions.ts';
import type { RecordedBytes } from './recordBytes.ts';
import type { RecordWish } from './recordCollect.ts';
import type { RecordedRace } from './recordRace.ts';

const help = `npm run record -- [flags]

Runs a race in headless Chromium and writes it into public/runs/ID, from where the page shows it,
tagged RECORDED. Same flags, same backend: the same numbers.

  --id ID            name of its folder (default: the dataset's)
  --dataset ID, --model ID, --methods LIST, --steps N, --every N, --seed N, --backend NAME
                     the race (default: what the paper's table needs, at the lab's defaults)
  --rungs LIST       corruptions that zero-shot and the default race's methods climb at the end, all
                     five severities each (default: none)
`;

const folderOf = (id: string) => join(projectRoot, 'public/runs', id);
/** α of the views, evaluated at the end. */
const alphas = [0, 0.2, 0.4, 0.5, 0.6, 0.8, 1];
const severities = [1, 2, 3, 4, 5];

type Flags = ReturnType<typeof readFlags>;

function readFlags() {
  const { values } = parseArgs({
    options: {
      id: { type: 'string' },
      dataset: { type: 'string' },
      model: { type: 'string' },
      methods: { type: 'string' },
      steps: { type: 'string' },
      every: { type: 'string' },
      seed: { type: 'string' },
      rungs: { type: 'string' },
      backend: { type: 'string', default: 'auto' },
      help: { type: 'boolean', default: false },
    },
  });
  return values;
}

function raceOf(flags: Flags, catalogue: Catalogue): RunConfig {
  const { datasets, models } = catalogue;
  const wanted = flags.methods?.split(',');
  const methods = catalogue.methods.filter(({ id, paper }) =>
    wanted ? wanted.includes(id) : paper !== undefined,
  );
  const ids = {
    datasetId: flags.dataset ?? datasets[0]!.id,
    modelId: flags.model ?? models[0]!.id,
  };
  const base = makeRunConfig(methods, catalogue, ids);
  const config: RunConfig = {
    ...base,
    seed: Number(flags.seed ?? base.seed),
    steps: Number(flags.steps ?? base.steps),
    evaluation: {
      ...base.evaluation,
      everySteps: Number(flags.every ?? base.evaluation.everySteps),
    },
  };
  validateRunConfig(config, catalogue);
  return config;
}

function wishOf(flags: Flags, config: RunConfig, catalogue: Catalogue): RecordWish {
  const shifts = flags.rungs?.split(',') ?? [];
  const isClimber = (methodId: string) =>
    catalogue.methods.some(
      ({ id, kind, inDefaultRace }) => id === methodId && (kind === 'reference' || inDefaultRace),
    );
  return {
    alphas,
    climbers: config.lanes.map(({ methodId }) => methodId).filter(isClimber),
    rungs: shifts.flatMap((shiftId) => severities.map((severity) => ({ shiftId, severity }))),
  };
}

/** Bytes by file, in the order in which they came; where each lies. */
function createFiles() {
  const files = new Map<string, Buffer[]>();
  return {
    place: ({ path, data }: RecordedBytes): RecordedPlace => {
      const held = files.get(path) ?? [];
      files.set(path, held);
      const offset = held.reduce((sum, { length }) => sum + length, 0);
      const bytes = Buffer.from(data, 'base64');
      held.push(bytes);
      return { path, offset, bytes: bytes.length };
    },
    write: (folder: string): RecordedFile[] =>
      [...files].map(([path, held]) => {
        const bytes = Buffer.concat(held);
        writeFileSync(join(folder, path), bytes);
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        return { path, bytes: bytes.length, sha256 };
      }),
  };
}

function nameOf({ lanes, steps, seed }: RunConfig, { methods }: Catalogue): string {
  const trained = methods.filter(
    ({ id, kind }) => kind === 'trained' && lanes.some(({ methodId }) => methodId === id),
  );
  return `${trained.map(({ label }) => label).join(' · ')}, ${steps} steps, seed ${seed}`;
}

function write(
  flags: Flags,
  race: RecordedRace,
  config: RunConfig,
  catalogue: Catalogue,
  { backend, loaded }: OpenedLab,
  browser: string,
): void {
  const { lab } = readVersions();
  const id = flags.id ?? config.datasetId;
  const folder = folderOf(id);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const files = createFiles();
  const sets = race.sets.map(({ data, ...set }) => ({ ...set, ...files.place({ ...set, data }) }));
  const parts = race.parts.map(({ data, ...part }) => ({
    ...part,
    ...files.place({ ...part, data }),
  }));
  files.place(race.numbers);
  files.place(race.inspections);
  const { data, ...faces } = race.faces;
  files.place({ path: faces.path, data });
  const at = Date.now();
  const recording: Recording = {
    version: recordingVersion,
    id,
    made: { at, lab, browser, command: ['npm run record --', ...process.argv.slice(2)].join(' ') },
    record: {
      version: 1,
      id: `recorded-${id}`,
      name: nameOf(config, catalogue),
      notes: '',
      savedAt: at,
      phase: 'finished',
      step: config.steps,
      config,
      backend,
      lab,
      ...runData(loaded),
      bookmarks: [],
      payloads: parts.map(({ info }) => info),
    },
    results: race.results,
    catalogue,
    loaded,
    quantisation: { worstEce: race.worstEce },
    sets,
    numbers: race.all.map(({ splits, row: _, ...stamp }) => ({
      ...stamp,
      splits: splits.map(({ splitId, role }) => ({ splitId, role })),
    })),
    parts,
    faces,
    files: files.write(folder),
  };
  writeFileSync(join(folder, recordingFile), JSON.stringify(recording));
  writeIndex();
}

/** Which recordings there are, for the page to choose from. */
function writeIndex(): void {
  const runs = join(projectRoot, 'public/runs');
  const entries = readdirSync(runs, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const text = readFileSync(join(runs, name, recordingFile), 'utf8');
      const { record } = JSON.parse(text) as Recording;
      return { id: name, datasetId: record.config.datasetId, modelId: record.config.modelId };
    });
  writeFileSync(join(runs, 'index.json'), `${JSON.stringify(entries, null, 1)}\n`);
}

async function main(): Promise<void> {
  const flags = readFlags();
  if (flags.help) return console.log(help);
  const narrator = createNarrator();
  const page = await openHeadlessPage(narrator.onMessage);
  try {
    const catalogue = await page.call('catalogue');
    const config = raceOf(flags, catalogue);
    const { modelId, datasetId } = config;
    const opened = await page.call('open', flags.backend as BackendChoice, modelId, datasetId);
    const trained = catalogue.methods.filter((m) => m.kind === 'trained').map((m) => m.id);
    narrator.showBar(raceCost(config, opened.loaded.dataset.splits, trained));
    const race = await page.call('record', config, wishOf(flags, config, catalogue));
    narrator.hideBar();
    write(flags, race, config, catalogue, opened, page.browserVersion);
    console.log(
      `Written: public/runs/${flags.id ?? config.datasetId}; largest difference in ECE ${race.worstEce}`,
    );
    if (race.worstEce > 0.001) throw new Error('The bytes change an ECE by more than .001.');
  } finally {
    narrator.hideBar();
    await page.close();
  }
}

await main();
