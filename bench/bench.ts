/** `npm run bench`: the lab's training step against its peers', in headless Chromium. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { checkWritable } from '../cli/checkWritable.ts';
import { openServedPage, type ServedPage } from '../cli/servedPage.ts';
import { terminalText } from '../cli/terminalText.ts';
import { UsageError } from '../cli/usageError.ts';
import { BrowserMissing } from '../scripts/ensureBrowser.ts';
import { LabError } from '../src/protocol/labError.ts';
import { type BenchOptions, benchHelp, readBenchOptions } from './benchOptions.ts';
import { benchTable } from './benchTable.ts';
import { benchVersions } from './benchVersions.ts';
import { cpuMsOfChildren } from './cpuTime.ts';
import { type Arena, GpuRefused, measureBackend } from './measureBackend.ts';
import { type BackendMeasurement, type BenchReport, benchReport } from './report.ts';

const say = (text: string) => console.error(terminalText(text));

/** The arena of the bench's page. */
function arenaOf({ page, orFailure }: ServedPage): Arena {
  const call = (name: 'open' | 'ask' | 'close', args: readonly unknown[]) =>
    orFailure(
      page.evaluate(
        ([door, given]) => {
          const bench = window.bench as unknown as Record<string, (...a: unknown[]) => unknown>;
          return bench[door]!(...given);
        },
        [name, [...args]] as const,
      ),
    ) as Promise<never>;
  return {
    open: (...args) => call('open', args),
    ask: (id, door, ...args) => call('ask', [id, door, ...args]),
    close: (id) => call('close', [id]),
    cpuMs: cpuMsOfChildren,
  };
}

async function measure(served: ServedPage, options: BenchOptions): Promise<BenchReport> {
  const measured: BackendMeasurement[] = [];
  for (const backend of options.backends) {
    measured.push(await measureBackend(arenaOf(served), backend, options, say));
  }
  return benchReport(measured, {
    created: new Date().toISOString(),
    versions: { ...benchVersions(), Chromium: served.browserVersion },
    isCrossOriginIsolated: await served.page.evaluate(() => globalThis.crossOriginIsolated),
    cores: availableParallelism(),
  });
}

async function bench(options: BenchOptions): Promise<void> {
  if (options.json) checkWritable(options.json);
  say('Building and opening the bench …');
  const served = await openServedPage({
    outDir: '.cache/bench-dist',
    folder: 'bench',
    port: 4500,
    path: 'bench/index.html',
    ready: 'bench',
  });
  let isInterrupted = false;
  const interrupt = () => {
    if (isInterrupted) return;
    isInterrupted = true;
    console.error('Interrupted; no result.');
    void served.close().finally(() => process.exit(130));
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const report = await measure(served, options);
    console.log(terminalText(benchTable(report)));
    if (options.json) {
      writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
      say(`Written: ${options.json}`);
    }
  } finally {
    await served.close();
  }
}

function explain(error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${terminalText(error.message)}\nnpm run bench -- --help prints the flags.`);
    return 2;
  }
  if (error instanceof LabError) console.error(terminalText(`${error.message}\n${error.hint}`));
  else if (error instanceof BrowserMissing || error instanceof GpuRefused)
    console.error(terminalText(error.message));
  else console.error(error);
  return 1;
}

async function main(): Promise<void> {
  const options = readBenchOptions(process.argv.slice(2));
  if (options.help) console.log(benchHelp);
  else await bench(options);
}

main().catch((error: unknown) => {
  process.exitCode = explain(error);
});
