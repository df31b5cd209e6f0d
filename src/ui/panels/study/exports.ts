import { safeName } from '../../../results/exports/safeName.ts';
import { type ExportedTable, latexTable, tableCsv } from '../../../results/exports/tableText.ts';
import { resultColumns } from '../../../results/resultColumns.ts';
import { standardColumns } from '../../../results/tableColumns.ts';
import type { NamedFile } from '../../../store/share/state.ts';
import { bibtex } from '../../../study/bibtex.ts';
import { paperColumns } from '../../../study/concordance.ts';
import type { StudyFile } from '../../../study/studyFile.ts';
import { studyMarkdown } from '../../../study/studyText.ts';
import { files as words } from './words.ts';

/** Rows of all points of the grid; the spread is half the interval over seeds. */
function exportedTable({ points, design }: StudyFile, recorded: boolean): ExportedTable {
  const columns = resultColumns(standardColumns).filter(({ key }) =>
    (paperColumns as readonly string[]).includes(key),
  );
  const seeds = points[0]?.seeds ?? [];
  return {
    columns,
    rows: points.flatMap(({ at, rows, seeds: own }) =>
      rows.map(({ methodId, label, values }) => ({
        label: [label, ...Object.entries(at).map(([name, value]) => `${name} = ${value}`)].join(
          ', ',
        ),
        values: columns.map(({ key }) => values[key]!.mean),
        spreads: columns.map(({ key }) => {
          const { interval } = values[key]!;
          return interval ? (interval[1] - interval[0]) / 2 : Number.NaN;
        }),
        facts: { method: methodId, seeds: own.join(' '), ...at },
      })),
    ),
    caption: [
      words.caption(String(design.config.steps), seeds.join(', ')),
      ...(recorded ? [words.recordedCaption] : []),
    ].join(' '),
  };
}

export type ExportKind = 'report' | 'json' | 'latex' | 'csv' | 'design' | 'bibtex';

/** A file of a study, as it is handed to a person. */
export function studyExport(study: StudyFile, kind: ExportKind, recorded: boolean): NamedFile {
  const name = `${safeName(study.design.name)}`;
  switch (kind) {
    case 'report': {
      const text = studyMarkdown(study.design, study.points, study.cells);
      const note = recorded ? `${words.recordedCaption}\n\n` : '';
      return { name: `${name}.md`, parts: [note + text] };
    }
    case 'json':
      return { name: `${name}.study.json`, parts: [`${JSON.stringify(study)}\n`] };
    case 'latex':
      return { name: `${name}.tex`, parts: [latexTable(exportedTable(study, recorded))] };
    case 'csv':
      return { name: `${name}.csv`, parts: [tableCsv(exportedTable(study, recorded))] };
    case 'design':
      return {
        name: `${name}.design.json`,
        parts: [`${JSON.stringify(study.design, null, 1)}\n`],
      };
    case 'bibtex':
      return { name: `${name}.bib`, parts: [bibtex(study.methods.map(({ source }) => source))] };
  }
}
