import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../scripts/projectRoot.ts';
import { benchTable } from './benchTable.ts';
import type { BenchReport } from './report.ts';

/** What `npm run bench -- --json` wrote, and the page that shows it. */
export const resultsPath = join(projectRoot, 'docs/results/bench.json');
export const pagePath = join(projectRoot, 'docs/bench.md');

const heading = '## Measured\n';

/** The page with the report's table at its end. */
export function withResults(page: string, report: BenchReport): string {
  const before = page.split(`\n${heading}`)[0]!.trimEnd();
  const onSoftware = report.measured.every(
    ({ backend, grounds }) => backend !== 'webgpu' || grounds.ours?.isFallbackAdapter,
  );
  const real = onSoftware ? 'Not yet measured on a real GPU. ' : '';
  const day = report.created.slice(0, 10);
  const intro = `${real}Of ${day}, [with every sample](results/bench.json); milliseconds of a machine that others share, so the ratios are what counts.`;
  return `${before}\n\n${heading}\n${intro}\n\n\`\`\`\n${benchTable(report)}\n\`\`\`\n`;
}

function main(): void {
  const report = JSON.parse(readFileSync(resultsPath, 'utf8')) as BenchReport;
  writeFileSync(pagePath, withResults(readFileSync(pagePath, 'utf8'), report));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
