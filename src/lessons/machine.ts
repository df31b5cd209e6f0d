import type { LabState } from '../store/labState.ts';
import type { Lesson, Pane, Step } from './lesson.ts';
import { standingOf } from './standing.ts';

/** How far a student has come in a lesson: what is kept of it. */
export interface Progress {
  /** The step they are at; the number of steps once they are through. */
  readonly at: number;
  /** What they said, by step. */
  readonly answers: Readonly<Record<string, string>>;
  /** Steps whose action is done. */
  readonly done: readonly string[];
}

export const noProgress: Progress = { at: 0, answers: {}, done: [] };

export type Move =
  | { readonly type: 'answer'; readonly choice: string }
  /** The awaited action is done. */
  | { readonly type: 'done' }
  | { readonly type: 'next' }
  | { readonly type: 'back' }
  | { readonly type: 'again' };

/** The step that a student is at; the last one once they are through. */
export const stepAt = ({ steps }: Lesson, { at }: Progress): Step =>
  steps[Math.min(at, steps.length - 1)]!;

export const isThrough = ({ steps }: Lesson, { at }: Progress): boolean => at >= steps.length;

/** Whether a step lets the student go on: it was answered, done, or asks for nothing. */
export function isMet(step: Step, { answers, done }: Progress): boolean {
  if (step.kind === 'predict') return answers[step.id] !== undefined;
  if (step.kind === 'verdict' || step.kind === 'why') return true;
  return done.includes(step.id);
}

/**
 * What is covered now: all that would answer a question which is still open, or leads away from a task. Of questions in a row
 * the later ones count too, or the first answer would give them away.
 */
export function hiddenPanes({ steps }: Lesson, { at, answers, done }: Progress): readonly Pane[] {
  const now = steps[at];
  if (now?.kind === 'widget') return done.includes(now.id) ? [] : (now.hides ?? []);
  const hidden = new Set<Pane>();
  for (const step of steps.slice(at)) {
    if (step.kind !== 'predict') break;
    if (answers[step.id] === undefined) for (const pane of step.hides) hidden.add(pane);
  }
  return [...hidden];
}

/**
 * Whether what a step awaits is on the page now.
 * @param before the state when the step was entered
 */
export function isMetNow(lesson: Lesson, step: Step, now: LabState, before: LabState): boolean {
  if (step.kind === 'run') return standingOf(lesson, now).kind === 'ready';
  if (step.kind === 'look') return step.isDone(now, before);
  return false;
}

/** Puts the page where a step wants it. A verdict is about the race as it ended. */
export function enter(step: Step, state: LabState): void {
  if (step.kind === 'verdict') state.scrubTo(null);
  step.enter?.(state);
}

/** What a move makes of the progress. What is locked in stays; going back loses nothing. */
export function moved(lesson: Lesson, progress: Progress, move: Move): Progress {
  const { at, answers, done } = progress;
  const step = stepAt(lesson, progress);
  switch (move.type) {
    case 'answer':
      return step.kind !== 'predict' || answers[step.id] !== undefined
        ? progress
        : { ...progress, answers: { ...answers, [step.id]: move.choice } };
    case 'done':
      return done.includes(step.id) ? progress : { ...progress, done: [...done, step.id] };
    case 'next':
      return isMet(step, progress)
        ? { ...progress, at: Math.min(at + 1, lesson.steps.length) }
        : progress;
    case 'back':
      return { ...progress, at: Math.max(0, Math.min(at, lesson.steps.length) - 1) };
    case 'again':
      return noProgress;
  }
}
