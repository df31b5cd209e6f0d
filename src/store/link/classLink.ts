import { LabError } from '../../protocol/labError.ts';
import type { ClassTask } from '../classroom/state.ts';
import type { EngineSlice } from '../engine/state.ts';
import { linkedState } from './linkedState.ts';
import type { LinkSlice } from './state.ts';
import { encodeState, readLink } from './urlState.ts';
import { words } from './words.ts';

type Reads = EngineSlice & LinkSlice & Parameters<typeof linkedState>[0];

/**
 * The hash of a link for a class: the setup and the view as the page shows them, what is locked, and
 * the lesson that it opens. Where each student's number is the seed, the link has none of its own.
 *
 * @param lesson as links name it; '' for none
 * @throws LabError 'bad-link' for a lesson that no link can name, 'no-link' before the lab is ready
 */
export function classLink(state: Reads, task: ClassTask, lesson: string): string {
  const { linkStandard: standard, engine } = state;
  const { catalogue } = engine;
  if (!standard || !catalogue) {
    throw new LabError('no-link', words.notReady.message, words.notReady.hint);
  }
  const now = linkedState(state);
  const setup = task.asksNumber ? { ...now.setup, seed: standard.setup.seed } : now.setup;
  const wanted = { ...now, setup, task, layout: { ...now.layout, lesson: null } };
  const search = lesson === '' ? '' : `?lesson=${encodeURIComponent(lesson)}`;
  return encodeState(readLink({ hash: '', search }, wanted, catalogue).state, standard, catalogue);
}
