/** `npm run crosscheck`: every method in the browser engine and in the PyTorch twin, side by side. */
import { writeFileSync } from 'node:fs';
import { BrowserMissing } from '../../scripts/ensureBrowser.ts';
import { findPython, pythonMissing } from '../../scripts/findPython.ts';
import type { AssetIds } from '../../src/protocol/assets.ts';
import type { Catalogue } from '../../src/protocol/catalogue.ts';
import { LabError } from '../../src/protocol/labError.ts';
import { makeRunConfig, type RunConfig } from '../../src/protocol/runConfig.ts';
import type { MethodResult } from '../../src/results/types.ts';
import { raceCost } from '../../src/study/raceCost.ts';
import type { HeadlessMessage, RaceOutcome } from '../headlessLab.ts';
import { type HeadlessPage, openHeadlessPage } from '../openHeadlessPage.ts';
import { createProgressLine, type ProgressLine } from '../progressLine.ts';
import { readVersions } from '../readVersions.ts';
import {
  type Crosscheck,
  compareMethod,
  type Measured,
  type PairComparison,
  problemsOf,
} from './comparison.ts';
import { crosscheckPage, crosscheckPagePath, crosscheckPath } from './page.ts';
import { runTwin, type TwinRecord } from './runTwin.ts';

const steps = 50;
/** Images of each set at the end. */
const images = 400;

/** Each embedded model with the dataset that came with it. */
const pairsOf = ({ models, datasets }: Catalogue): AssetIds[] =>
  models.map(({ id }, i) => ({ modelId: id, datasetId: datasets[i]!.id }));

const configOf = (ids: AssetIds, catalogue: Catalogue): RunConfig => {
  // What is made of lanes when the race is over is the lab's alone.
  const both = catalogue.methods.filter(({ kind }) => kind !== 'combination');
  const base = makeRunConfig(both, catalogue, ids);
  return { ...base, steps, evaluation: { ...base.evaluation, everySteps: 0, finalLimit: images } };
};

const measuredBy = ({ losses }: RaceOutcome, { methodId, row }: MethodResult): Measured => ({
  losses: losses[methodId] ?? [],
  idAcc: row.idAcc,
  oodAcc: row.oodAcc,
  idEce: row.idEce,
  oodEce: row.oodEce,
});

/** The progress of the lab's race; the twin tells its own. */
function createBar() {
  let line: ProgressLine | null = null;
  return {
    show: (total: number) => {
      line = createProgressLine(process.stderr, total);
    },
    hide: () => line?.end(),
    hear: (message: HeadlessMessage) => {
      if (message.type === 'work') line?.add(message.done, message.label);
    },
  };
}
type Bar = ReturnType<typeof createBar>;

async function comparePair(
  ids: AssetIds,
  catalogue: Catalogue,
  page: HeadlessPage,
  python: string,
  bar: Bar,
) {
  const config = configOf(ids, catalogue);
  const { backend, loaded } = await page.call('open', 'wasm', ids.modelId, ids.datasetId);
  const trained = catalogue.methods.filter(({ kind }) => kind === 'trained').map(({ id }) => id);
  const { dataset, model } = loaded;
  bar.show(raceCost(config, dataset.splits, trained));
  const experiment = { lab: readVersions().lab, config, dataset, model };
  const failure = new AbortController();
  const [lab, records] = await Promise.all([
    page.call('race', config, []).finally(bar.hide),
    runTwin(python, experiment, failure.signal),
  ]).finally(() => failure.abort());
  const twinOf = (id: string): TwinRecord => {
    const record = records.find(({ method }) => method === id);
    if (!record) throw new Error(`The twin left out ${id}.`);
    return record;
  };
  const methods = catalogue.methods.flatMap((method) => {
    const result = lab.results.find(({ methodId }) => methodId === method.id);
    return result ? [compareMethod(method, measuredBy(lab, result), twinOf(method.id))] : [];
  });
  const pair: PairComparison = {
    model: model.label,
    dataset: `${dataset.label} ${dataset.version}`,
    steps,
    batchSize: config.batchSize,
    images,
    methods,
  };
  return { pair, backend, torch: records[0]!.torch };
}

async function crosscheck(python: string): Promise<readonly string[]> {
  const bar = createBar();
  console.error('Building and opening the lab …');
  const page = await openHeadlessPage(bar.hear);
  try {
    const catalogue = await page.call('catalogue');
    const pairs: PairComparison[] = [];
    let made = { backend: '', torch: '' };
    for (const ids of pairsOf(catalogue)) {
      console.error(`${ids.modelId} on ${ids.datasetId}: in the lab and in the twin.`);
      const found = await comparePair(ids, catalogue, page, python, bar);
      pairs.push(found.pair);
      const { backend, adapter } = found.backend;
      made = { backend: `${backend} (${adapter})`, torch: found.torch };
    }
    const { lab } = readVersions();
    const report: Crosscheck = { lab, browser: page.browserVersion, ...made, pairs };
    writeFileSync(crosscheckPath, `${JSON.stringify(report, null, 1)}\n`);
    writeFileSync(crosscheckPagePath, crosscheckPage(report));
    console.log(crosscheckPage(report));
    return problemsOf(report);
  } finally {
    bar.hide();
    await page.close();
  }
}

async function main(): Promise<number> {
  const python = findPython();
  if (!python) {
    console.error(pythonMissing);
    return 1;
  }
  const problems = await crosscheck(python);
  for (const problem of problems) console.error(problem);
  return problems.length > 0 ? 1 : 0;
}

main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    if (error instanceof LabError) console.error(`${error.message}\n${error.hint}`);
    else console.error(error instanceof BrowserMissing ? error.message : error);
    process.exitCode = 1;
  },
);
