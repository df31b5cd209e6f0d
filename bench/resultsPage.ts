import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../scripts/projectRoot.ts';
import { benchTable } from './benchTable.ts';
import type { BenchReport } from './report.ts';

/** What `npm run bench -- --json` wrote, what `npm run bench:node` did on a graphics card, and the page. */
export const resultsPath = join(projectRoot, 'docs/results/bench.json');
export const cardPath = join(projectRoot, 'docs/results/bench-gpu.json');
export const pagePath = join(projectRoot, 'docs/bench.md');

const heading = '## Measured\n';
const cardHeading = '## On a graphics card\n';

const dayOf = ({ created }: BenchReport) => created.slice(0, 10);
const tableOf = (report: BenchReport) => `\`\`\`\n${benchTable(report)}\n\`\`\`\n`;

/** The page with both tables at their places: what a reader should know of the card stands before its own. */
export function withResults(page: string, report: BenchReport, card: BenchReport): string {
  const [before, rest] = page.split(`\n${cardHeading}`) as [string, string];
  const [about] = rest.split('\n```\n') as [string];
  const intro = `Of ${dayOf(report)}, [with every sample](results/bench.json); milliseconds of a machine that others share, so the ratios are what counts.`;
  return [
    `${before}\n${cardHeading}${about}\n${tableOf(card)}`,
    `${heading}\n${intro}\n\n${tableOf(report)}`,
  ].join('\n');
}

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as BenchReport;

function main(): void {
  const page = readFileSync(pagePath, 'utf8');
  writeFileSync(pagePath, withResults(page, read(resultsPath), read(cardPath)));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
