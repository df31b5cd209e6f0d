/**
 * Makes the tables in README.md from the study that is recorded with the lab (public/runs/study.json,
 * a copy of what `npm run study` wrote):
 *
 *   npx tsx scripts/studyResults.ts
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tally, verdictWords } from '../src/study/claimWords.ts';
import { readStudyFile } from '../src/study/readStudyFile.ts';
import type { StudyFile } from '../src/study/studyFile.ts';
import { pipeTable, pointTable } from '../src/study/studyText.ts';
import { projectRoot } from './projectRoot.ts';

export const studyPath = join(projectRoot, 'public/runs/study.json');
export const readmePath = join(projectRoot, 'README.md');

const marks = ['<!-- results: made by scripts/studyResults.ts -->', '<!-- end of results -->'];

/** The paper's table, and a line for each of its findings. */
export function studyTables({ points: [point] }: StudyFile): string {
  if (!point) throw new Error('The study has no races');
  const findings = point.findings.map((one) => [
    one.finding.statement,
    `**${verdictWords[one.verdict]}**`,
    tally(one),
  ]);
  return [
    pointTable(point.rows),
    pipeTable(['The paper finds', 'Here', 'Inequalities'], findings, 3),
  ].join('\n\n');
}

/** The text with the tables between its two marks. @throws Error without the marks */
export function withTables(text: string, study: StudyFile): string {
  const [start, end] = marks.map((mark) => text.indexOf(mark));
  if (start! < 0 || end! < start!) throw new Error('README.md has no place for the tables');
  return `${text.slice(0, start! + marks[0]!.length)}\n${studyTables(study)}\n${text.slice(end!)}`;
}

export const readStudy = (): StudyFile => readStudyFile(readFileSync(studyPath, 'utf8'));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(readmePath, withTables(readFileSync(readmePath, 'utf8'), readStudy()));
}
