/** `npm run experiment`: a race in headless Chromium, its table on the terminal. */
import { writeFileSync } from 'node:fs';
import { type ResultColumn, resultColumns } from '../src/results/resultColumns.ts';
import { extraMetrics, standardColumns } from '../src/results/tableColumns.ts';
import { raceCost } from '../src/study/raceCost.ts';
import { checkWritable } from './checkWritable.ts';
import { type ExperimentReport, experimentReport, type SeedRun } from './experimentReport.ts';
import { experimentTable } from './experimentTable.ts';
import { explainFailure } from './explainFailure.ts';
import { createNarrator, type Narrator } from './narrator.ts';
import type { HeadlessPage } from './openHeadlessPage.ts';
import { type ExperimentOptions, helpText, parseArguments } from './parseArguments.ts';
import { planRace } from './planRace.ts';
import { openRaceFiles, type RaceFiles } from './raceFiles.ts';
import { readVersions } from './readVersions.ts';
import { terminalText } from './terminalText.ts';
import { withHeadlessPage } from './withHeadlessPage.ts';

async function runOn(
  page: HeadlessPage,
  options: ExperimentOptions,
  columns: readonly ResultColumn[],
  narrator: Narrator,
  files: RaceFiles,
): Promise<ExperimentReport> {
  const plan = planRace(options, await page.call('catalogue'));
  for (const { id } of plan.added) narrator.say(`Racing ${id} too: a view mixes its weights.`);
  const { modelId, datasetId } = plan.configs[0]!;
  const { backend, loaded } = await page.call('open', options.backend, modelId, datasetId);
  narrator.say(`Backend: ${backend.backend} (${backend.adapter})`);
  if (backend.notice) narrator.say(backend.notice);
  const trained = plan.methods.filter((m) => m.kind === 'trained').map((m) => m.id);
  const cost = (config: (typeof plan.configs)[number]) =>
    raceCost(config, loaded.dataset.splits, trained);
  narrator.showBar(plan.configs.reduce((sum, config) => sum + cost(config), 0));
  const extra = extraMetrics(options.metrics ?? []);
  const runs: SeedRun[] = [];
  for (const config of plan.configs) {
    const outcome = await page.call('race', config, extra, files.wish);
    files.keep(config.seed, outcome);
    runs.push({ seed: config.seed, results: outcome.results });
  }
  narrator.hideBar();
  return experimentReport({
    created: new Date().toISOString(),
    versions: { ...readVersions(), browser: page.browserVersion },
    methods: plan.methods,
    runs,
    config: plan.configs[0]!,
    backend,
    loaded,
    columns,
  });
}

async function experiment(options: ExperimentOptions): Promise<void> {
  if (options.json) checkWritable(options.json);
  const columns = resultColumns(options.metrics ?? standardColumns);
  const files = openRaceFiles(options);
  const narrator = createNarrator(files.log);
  await withHeadlessPage(narrator, 'Interrupted; no result.', async (page) => {
    const report = await runOn(page, options, columns, narrator, files);
    console.log(terminalText(experimentTable(report, columns)));
    if (options.json) {
      writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
      console.error(terminalText(`Written: ${options.json}`));
    }
    for (const path of files.written) console.error(terminalText(`Written: ${path}`));
  });
}

async function main(): Promise<void> {
  const options = parseArguments(process.argv.slice(2));
  if (options.help) console.log(helpText);
  else await experiment(options);
}

main().catch((error: unknown) => {
  process.exitCode = explainFailure(error, 'experiment');
});
