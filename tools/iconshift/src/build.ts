/**
 * Builds IconShift from @iconify/json:
 *
 *   npm run build                  → public/datasets/iconshift
 *   npm run build -- --pretraining → build/pretraining as well (1 GB)
 *   npm run build -- --sheets      → build/sheets and build/sample as well: contact sheets to check
 *                                    labels by eye, of everything and of a seeded sample of 500
 *   npm run build -- --out FOLDER  → another folder than the lab's
 *
 * Two builds give the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseBenchmark } from './benchmark.ts';
import { writeDataset } from './dataset.ts';
import { buildFolder, datasetFolder } from './paths.ts';
import { type Candidate, makePlan } from './plan.ts';
import { withoutBenchmark, writePretraining } from './pretraining.ts';
import { renderIcons } from './render.ts';
import { readRendered } from './rendered.ts';
import { makeReport } from './report.ts';
import { sampleOf, writeSheets } from './sheets.ts';

const { values: wanted } = parseArgs({
  options: {
    out: { type: 'string', default: datasetFolder },
    pretraining: { type: 'boolean', default: false },
    sheets: { type: 'boolean', default: false },
  },
});
const say = (text: string) => console.log(text);

async function render<T extends Candidate>(name: string, candidates: readonly T[]) {
  const path = join(buildFolder, `${name}.rgba`);
  say(`Rendering ${candidates.length} drawings for ${name} …`);
  const crashed = await renderIcons(
    candidates.map(({ set, icon }) => [set, icon] as const),
    path,
  );
  for (const i of crashed) say(`  left empty: ${candidates[i]!.set}:${candidates[i]!.icon}`);
  const rendered = readRendered(path, candidates);
  say(`  ${candidates.length - rendered.icons.length} show nothing and are left out`);
  return { path, rendered };
}

mkdirSync(buildFolder, { recursive: true });
const plan = makePlan();
const benchmark = await render('benchmark', plan.benchmark);
const pretraining = await render('candidates', plan.pretraining);
say('Searching for look-alikes …');
const chosen = chooseBenchmark(benchmark.rendered, pretraining.rendered);
writeDataset(wanted.out, chosen, benchmark.path);
const learnable = withoutBenchmark(pretraining.rendered, benchmark.rendered, chosen);
const report = makeReport(plan, chosen, pretraining.rendered.icons.length, learnable.length);
writeFileSync(join(wanted.out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
say(JSON.stringify(report.splits, null, 2));
if (wanted.sheets) {
  writeSheets(join(buildFolder, 'sheets'), chosen.icons, chosen.classNames);
  writeSheets(join(buildFolder, 'sample'), sampleOf(chosen.icons), chosen.classNames);
}
if (wanted.pretraining) {
  writePretraining(
    join(buildFolder, 'pretraining'),
    pretraining.rendered,
    learnable,
    pretraining.path,
  );
}
