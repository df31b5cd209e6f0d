/** `npm run study`: a grid of races in headless Chromium that can be interrupted. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../scripts/projectRoot.ts';
import { showSpan } from '../src/math/units.ts';
import type { Catalogue } from '../src/protocol/catalogue.ts';
import type { CellResult } from '../src/study/cellResult.ts';
import { type StudyCell, type StudyDesign, studyCells } from '../src/study/design.ts';
import { raceCost } from '../src/study/raceCost.ts';
import { readDesign } from '../src/study/readDesign.ts';
import { studyFile } from '../src/study/studyFile.ts';
import { studyPoints } from '../src/study/studyTable.ts';
import { studyMarkdown } from '../src/study/studyText.ts';
import { explainFailure } from './explainFailure.ts';
import type { OpenedLab } from './headlessLab.ts';
import { createNarrator, type Narrator } from './narrator.ts';
import type { HeadlessPage } from './openHeadlessPage.ts';
import { planRace } from './planRace.ts';
import { readVersions } from './readVersions.ts';
import { type StudyOptions, studyArguments, studyHelp } from './studyArguments.ts';
import { openStudyFolder, type StudyFolder } from './studyFolder.ts';
import { terminalText } from './terminalText.ts';
import { UsageError } from './usageError.ts';
import { withHeadlessPage } from './withHeadlessPage.ts';

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(`--design: ${path} cannot be read: ${(error as Error).message}`);
  }
}

function designOf(options: StudyOptions, catalogue: Catalogue): StudyDesign {
  if (options.design !== null) return readDesign(readJson(options.design));
  const { configs } = planRace(options, catalogue);
  const { seed: _, ...config } = configs[0]!;
  return { version: 1, name: options.name, config, seeds: options.seeds, axes: options.axes };
}

async function runCell(
  page: HeadlessPage,
  cell: StudyCell,
  { backend, loaded }: OpenedLab,
  logits: boolean,
): Promise<{ result: CellResult; images: Uint8Array }> {
  const started = performance.now();
  const { images, ...numbers } = await page.call('cell', cell.config, { logits });
  const result: CellResult = {
    version: 1,
    ...cell,
    ended: new Date().toISOString(),
    seconds: Math.round((performance.now() - started) / 1000),
    lab: readVersions().lab,
    browser: page.browserVersion,
    backend,
    dataset: { id: loaded.dataset.id, version: loaded.dataset.version },
    model: { id: loaded.model.id, digest: loaded.model.digest },
    ...numbers,
  };
  return { result, images: Buffer.from(images, 'base64') };
}

/** As the design has them, whichever was done first. */
const inOrder = (cells: readonly StudyCell[], done: readonly CellResult[]) =>
  cells.flatMap(({ id }) => done.find((result) => result.id === id) ?? []);

/** Table, verdicts and the file for the page, of what is done. */
function writeResults(
  folder: StudyFolder,
  design: StudyDesign,
  done: readonly CellResult[],
  catalogue: Catalogue,
): string {
  const file = studyFile(design, done, catalogue.methods);
  folder.write('study.json', `${JSON.stringify(file)}\n`);
  const text = studyMarkdown(design, studyPoints(design, done, catalogue.methods), done);
  folder.write('report.md', text);
  return text;
}

/**
 * How many races run side by side unless told otherwise. Two share two cores better than one fills
 * them (85 s for 106 of two races one after another); a graphics card is full with one.
 */
const jobsOn = (backend: string) => (backend === 'wasm' && availableParallelism() > 1 ? 2 : 1);

async function runAll(
  page: HeadlessPage,
  openAnother: () => Promise<HeadlessPage>,
  options: StudyOptions,
  narrator: Narrator,
) {
  const catalogue = await page.call('catalogue');
  const design = designOf(options, catalogue);
  const cells = studyCells(design, catalogue);
  const folder = openStudyFolder(
    options.out ?? join(projectRoot, '.cache/study', design.name.replace(/[^\w.-]+/g, '_')),
    design,
  );
  const done = cells.flatMap((cell) => folder.read(cell) ?? []);
  const left = cells.filter(({ id }) => !done.some((result) => result.id === id));
  narrator.say(`${cells.length} races, ${done.length} of them done before; in ${folder.path}`);
  if (left.length > 0) {
    const { modelId, datasetId } = design.config;
    const opened = await page.call('open', options.backend, modelId, datasetId);
    narrator.say(`Backend: ${opened.backend.backend} (${opened.backend.adapter})`);
    if (opened.backend.notice) narrator.say(opened.backend.notice);
    const trained = catalogue.methods.filter((m) => m.kind === 'trained').map((m) => m.id);
    const { splits } = opened.loaded.dataset;
    narrator.showBar(left.reduce((sum, { config }) => sum + raceCost(config, splits, trained), 0));
    const waiting = [...left];
    const work = async (worker: HeadlessPage, its: OpenedLab) => {
      for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
        const { result, images } = await runCell(worker, cell, its, options.logits);
        folder.keep(result, images);
        done.push(result);
        writeResults(folder, design, inOrder(cells, done), catalogue);
        narrator.say(`${cell.id}: done after ${showSpan(result.seconds)}`);
      }
    };
    const workAnother = async () => {
      const another = await openAnother();
      await work(another, await another.call('open', options.backend, modelId, datasetId));
    };
    const jobs = Math.min(options.jobs ?? jobsOn(opened.backend.backend), left.length);
    if (jobs > 1) narrator.say(`${jobs} races at a time; --jobs 1 runs one after another.`);
    const others = Array.from({ length: jobs - 1 }, workAnother);
    await Promise.all([work(page, opened), ...others]);
    narrator.hideBar();
  }
  console.log(terminalText(writeResults(folder, design, inOrder(cells, done), catalogue)));
  console.error(terminalText(`Written: ${folder.path}`));
}

async function main(): Promise<void> {
  const options = studyArguments(process.argv.slice(2));
  if (options.help) return console.log(studyHelp);
  const narrator = createNarrator();
  const paused = 'Paused: what is done is kept, and the same command goes on.';
  await withHeadlessPage(narrator, paused, (page, openAnother) =>
    runAll(page, openAnother, options, narrator),
  );
}

main().catch((error: unknown) => {
  process.exitCode = explainFailure(error, 'study');
});
