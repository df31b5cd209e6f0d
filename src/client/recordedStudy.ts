import { LabError } from '../protocol/labError.ts';
import { readStudyFile } from '../study/readStudyFile.ts';
import type { StudyFile } from '../study/studyFile.ts';

/** The study that comes with the lab; null where none does. @throws LabError when it cannot be had */
export async function recordedStudy(): Promise<StudyFile | null> {
  const url = new URL('runs/study.json', document.baseURI).href;
  let answer: Response;
  try {
    answer = await fetch(url);
  } catch {
    throw new LabError(
      'no-recording',
      'The recorded study could not be fetched.',
      'Check the connection and reload the page.',
    );
  }
  if (answer.status === 404) return null;
  return readStudyFile(await answer.text());
}
