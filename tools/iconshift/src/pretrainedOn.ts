/**
 * Writes which sets the shipped checkpoint was pretrained on, with their authors and licences, beside
 * the checkpoint:
 *
 *   npm run pretrained-on
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { wasSeen } from './benchmark.ts';
import { sourceOf } from './dataset.ts';
import { iconifySource } from './iconify.ts';
import { modelFolder } from './paths.ts';
import { makePlan } from './plan.ts';

const counts = new Map<string, number>();
for (const icon of makePlan().pretraining) {
  if (wasSeen(icon)) counts.set(icon.set, (counts.get(icon.set) ?? 0) + 1);
}
const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
const cell = (text: string) => text.replaceAll('|', '\\|');
const rows = [...counts]
  .map(([set, count]) => ({ ...sourceOf(set), count }))
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map(
    ({ id, name, author, licence, url, count }) =>
      `| [${cell(name)}](https://icon-sets.iconify.design/${id}/) | ${cell(author)} | [${licence}](${url}) | ${count} |`,
  );
writeFileSync(
  join(modelFolder, 'PRETRAINING.md'),
  `# What IconCLIP was pretrained on

${total.toLocaleString('en-GB')} drawings of ${counts.size} icon sets, as listed in ${iconifySource}; of these the ones whose name at least two sets draw were used. No drawing of IconShift looks like one of them by the measure of its card, and no author of theirs has a drawing in it, with one exception: Google publishes Material icons, which stand here, and Noto Emoji, which stand there and are other drawings by other people. Two sets, under MPL-2.0 and Unlicense, were learned from but are never shipped. Names of drawings served as captions. The authors have neither reviewed nor endorsed this use of their work.

| Set | Author | Licence | Drawings |
|---|---|---|---|
${rows.join('\n')}
`,
);
