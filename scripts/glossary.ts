/**
 * Makes docs/glossary.md from the words of the page's help sheet.
 *
 *   npx tsx scripts/glossary.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glossary } from '../src/ui/panels/help/sheet/glossary.ts';
import { projectRoot } from './projectRoot.ts';

/** Words of the page that kept runs, exported files and links have under an older name. */
const inFiles: readonly (readonly [word: string, name: string])[] = [
  ['subset evaluation', '`scope: "live"`, `evaluation.liveLimit`'],
  ['final evaluation', '`scope: "full"`, `evaluation.finalLimit`'],
  ['corruption, severity', '`shift: { shiftId, severity }`'],
  ['random translation', '`maxShift`'],
  ['mix', '`views`; a method of kind `interpolation`'],
  ['method of a race', '`lanes`'],
  ['latest', '`scrubStep: null`'],
];

/** Stars of T* are no emphasis. */
const plain = (text: string) => text.replaceAll('*', '\\*');

export function glossaryPage(): string {
  const sections = glossary.flatMap(({ title, entries }) => [
    `## ${title}`,
    entries.map(({ word, meaning }) => `- **${plain(word)}**: ${plain(meaning)}`).join('\n'),
  ]);
  const rows = inFiles.map(([word, name]) => `| ${word} | ${name} |`);
  return `${[
    '# Glossary',
    "The words of the page, one for each thing; its help sheet (key `?`) shows the same. Made by `scripts/glossary.ts` from the sheet's own `glossary.ts`.",
    ...sections,
    '## In code and files',
    'Formats outlive words: kept runs, exported files and links say',
    ['| on the page | in files and in the code |', '| --- | --- |', ...rows].join('\n'),
  ].join('\n\n')}\n`;
}

export const glossaryPath = join(projectRoot, 'docs/glossary.md');

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(glossaryPath, glossaryPage());
