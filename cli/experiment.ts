/** `npm run experiment`: a race in headless Chromium, its table on the terminal. */
import { writeFileSync } from 'node:fs';
import { BrowserMissing } from '../scripts/ensureBrowser.ts';
import { LabError } from '../src/protocol/labError.ts';
import { ConfigError } from '../src/protocol/validateRunConfig.ts';
import { type ResultColumn, resultColumns } from '../src/results/resultColumns.ts';
import { extraMetrics, standardColumns } from '../src/results/tableColumns.ts';
import { checkWritable } from './checkWritable.ts';
import { type ExperimentReport, experimentReport, type SeedRun } from './experimentReport.ts';
import { experimentTable } from './experimentTable.ts';
import type { HeadlessMessage } from './headlessLab.ts';
import { type HeadlessPage, openHeadlessPage } from './openHeadlessPage.ts';
import { type ExperimentOptions, helpText, parseArguments } from './parseArguments.ts';
import { planRace } from './planRace.ts';
import { createProgressLine, type ProgressLine } from './progressLine.ts';
import { raceCost } from './raceCost.ts';
import { readVersions } from './readVersions.ts';
import { terminalName, terminalText } from './terminalText.ts';
import { UsageError } from './usageError.ts';

/** Messages of the page go to the bar once there is one, to plain lines before. */
function createNarrator() {
  let bar: ProgressLine | null = null;
  const say = (text: string) => {
    if (bar) bar.say(terminalText(text));
    else console.error(terminalText(text));
  };
  return {
    say,
    showBar: (total: number) => {
      bar = createProgressLine(process.stderr, total);
    },
    hideBar: () => {
      bar?.end();
      bar = null;
    },
    onMessage: (message: HeadlessMessage) => {
      if (message.type === 'status') say(message.text);
      else bar?.add(message.done, terminalName(message.label));
    },
  };
}
type Narrator = ReturnType<typeof createNarrator>;

async function runOn(
  page: HeadlessPage,
  options: ExperimentOptions,
  columns: readonly ResultColumn[],
  narrator: Narrator,
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
    const { results } = await page.call('race', config, extra);
    runs.push({ seed: config.seed, results });
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
  const narrator = createNarrator();
  narrator.say('Building and opening the lab …');
  const page = await openHeadlessPage(narrator.onMessage);
  let interrupted = false;
  // A terminal and npm may both pass on one Ctrl-C: the second must not kill what the first closes.
  const interrupt = () => {
    if (interrupted) return;
    interrupted = true;
    narrator.hideBar();
    console.error('Interrupted; no result.');
    void page.close().finally(() => process.exit(130));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const report = await runOn(page, options, columns, narrator);
    console.log(terminalText(experimentTable(report, columns)));
    if (options.json) {
      writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
      console.error(terminalText(`Written: ${options.json}`));
    }
  } finally {
    narrator.hideBar();
    await page.close();
  }
}

function explain(error: unknown): number {
  if (error instanceof UsageError || error instanceof ConfigError) {
    console.error(`${terminalText(error.message)}\nnpm run experiment -- --help prints the flags.`);
    return 2;
  }
  if (error instanceof LabError) console.error(terminalText(`${error.message}\n${error.hint}`));
  else if (error instanceof BrowserMissing) console.error(error.message);
  else console.error(error);
  return 1;
}

async function main(): Promise<void> {
  const options = parseArguments(process.argv.slice(2));
  if (options.help) console.log(helpText);
  else await experiment(options);
}

main().catch((error: unknown) => {
  process.exitCode = explain(error);
});
