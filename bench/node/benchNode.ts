/** `npm run bench:node`: the same on WebGPU without a browser, for a machine that has a GPU and no screen. */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { checkWritable } from '../../cli/checkWritable.ts';
import { UsageError } from '../../cli/usageError.ts';
import { buildLab } from '../../scripts/buildLab.ts';
import { projectRoot } from '../../scripts/projectRoot.ts';
import { benchHelp, readBenchOptions } from '../benchOptions.ts';
import { benchTable } from '../benchTable.ts';
import { benchVersions } from '../benchVersions.ts';
import { GpuRefused, measureBackend } from '../measureBackend.ts';
import { benchReport } from '../report.ts';
import { processArena } from './processArena.ts';
import { serveFolder } from './serveFolder.ts';
import { DawnMissing, demandDawn } from './startDawn.ts';

const outDir = '.cache/bench-node';

const say = (text: string) => console.error(text);

async function main(): Promise<void> {
  const options = readBenchOptions(process.argv.slice(2));
  if (options.help) return console.log(benchHelp);
  if (!options.backends.includes('webgpu')) {
    throw new UsageError('--only wasm needs a browser: npm run bench.');
  }
  if (options.json) checkWritable(options.json);
  demandDawn();
  await buildLab(outDir, { reuse: true, folder: 'bench/node' });
  const server = await serveFolder(join(projectRoot, 'public'));
  const arena = processArena(join(projectRoot, outDir, 'contestantProcess.js'), server.url);
  try {
    const report = benchReport([await measureBackend(arena, 'webgpu', options, say)], {
      created: new Date().toISOString(),
      versions: { ...benchVersions(), Node: process.versions.node },
      isCrossOriginIsolated: false,
      cores: availableParallelism(),
    });
    console.log(benchTable(report));
    if (options.json) writeFileSync(options.json, `${JSON.stringify(report, null, 1)}\n`);
  } finally {
    await arena.end();
    server.close();
  }
}

main().catch((error: unknown) => {
  process.exitCode = error instanceof UsageError ? 2 : 1;
  const isPlain = [UsageError, DawnMissing, GpuRefused].some((kind) => error instanceof kind);
  console.error(isPlain ? (error as Error).message : error);
});
