import type { DatasetManifest, DatasetSource } from '../../../src/data/datasetManifest.ts';
import { attributionStyle } from './attributionStyle.ts';
import { spdxPage } from './licences.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character]!);
const link = (url: string, text: string) => `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`;
const number = (value: number) => value.toLocaleString('en-GB');
const numberCell = (value: number) => `<td class="n">${value === 0 ? '–' : number(value)}</td>`;
const row = (cells: readonly string[]) => `<tr>${cells.join('')}</tr>`;

/** How many images of each split a set gives. */
function countsOf(manifest: DatasetManifest, set: DatasetSource): readonly number[] {
  const index = manifest.sets.indexOf(set);
  return manifest.splits.map((split) => split.sets.filter((used) => used === index).length);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function splitRows({ splits }: DatasetManifest): readonly string[] {
  const uses = { train: 'training', val: 'validation', id: 'test, ID', ood: 'test, OOD' };
  return splits.map(({ label, role, count, labels, sets }) =>
    row([
      `<th scope="row">${escapeHtml(label)}</th>`,
      `<td>${uses[role]}</td>`,
      numberCell(count),
      numberCell(new Set(labels).size),
      numberCell(new Set(sets).size),
    ]),
  );
}

function licenceRows(manifest: DatasetManifest): readonly string[] {
  const licences = [...new Set(manifest.sets.map((set) => set.licence))].sort();
  return licences.map((licence) => {
    const sets = manifest.sets.filter((set) => set.licence === licence);
    return row([
      `<th scope="row">${link(spdxPage(licence), licence)}</th>`,
      numberCell(sets.length),
      numberCell(sum(sets.map((set) => sum(countsOf(manifest, set))))),
    ]);
  });
}

function setRows(manifest: DatasetManifest): readonly string[] {
  const byName = [...manifest.sets].sort((a, b) => (a.name < b.name ? -1 : 1));
  return byName.map((set) =>
    row([
      `<th scope="row">${link(`https://icon-sets.iconify.design/${set.id}/`, set.name)}</th>`,
      `<td>${escapeHtml(set.author)}</td>`,
      `<td>${link(set.url, set.licence)}</td>`,
      ...countsOf(manifest, set).map(numberCell),
    ]),
  );
}

const headings = (texts: readonly string[], firstNumber: number) =>
  row(texts.map((text, i) => `<th scope="col"${i < firstNumber ? '' : ' class="n"'}>${text}</th>`));

const table = (head: string, rows: readonly string[]) =>
  `<div class="scroll"><table>\n<thead>${head}</thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table></div>`;

/** The whole page: plain HTML, no scripts, nothing loaded from elsewhere. */
export function attributionPage(manifest: DatasetManifest): string {
  const { label, version, source, changes, classNames, splits, sets } = manifest;
  const imageCount = sum(splits.map((split) => split.count));
  const splitNames = splits.map((split) => escapeHtml(split.label));
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(label)}: attribution</title>
<style>
${attributionStyle}</style>
</head>
<body>
<main>
<h1>${escapeHtml(label)}: attribution</h1>
<p>Version ${escapeHtml(version)}: ${number(imageCount)} icons of ${classNames.length} concepts, drawn by the authors of ${sets.length} open icon sets. Names, authors and licences are as published in ${escapeHtml(source)}. Set, drawing and licence of every single image stand in ${link('manifest.json', 'manifest.json')}.</p>
<h2>What was changed</h2>
<p>${escapeHtml(changes)}</p>
<p>The authors have neither reviewed nor endorsed this use of their work.</p>
<h2>Splits</h2>
${table(headings(['Split', 'Use', 'Images', 'Concepts', 'Sets'], 2), splitRows(manifest))}
<h2>Licences</h2>
${table(headings(['Licence', 'Sets', 'Images'], 1), licenceRows(manifest))}
<h2>Sets</h2>
${table(headings(['Set', 'Author', 'Licence', ...splitNames], 3), setRows(manifest))}
</main>
</body>
</html>
`;
}
