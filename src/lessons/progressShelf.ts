import { noProgress, type Progress } from './machine.ts';

/** All that is kept of the lessons in this browser, by lesson. */
export type AllProgress = Readonly<Record<string, Progress>>;

export const progressKey = 'lab.lessons';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What was kept of one lesson; null for what nobody here has written. */
function readOne(value: unknown): Progress | null {
  if (!isRecord(value)) return null;
  const { at, answers, done } = value;
  const texts = (list: unknown): list is string[] =>
    Array.isArray(list) && list.every((one) => typeof one === 'string');
  if (typeof at !== 'number' || !Number.isInteger(at) || at < 0) return null;
  if (!isRecord(answers) || !texts(Object.values(answers)) || !texts(done)) return null;
  return { at, answers: answers as Progress['answers'], done };
}

/** What was kept; a lesson that cannot be read begins anew, and the others stay. */
export function readProgress(text: string | null): AllProgress {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (!isRecord(value)) return {};
    return Object.fromEntries(
      Object.entries(value).map(([id, one]) => [id, readOne(one) ?? noProgress]),
    );
  } catch {
    return {};
  }
}
