import { isLocked } from '../store/classroom/selectors.ts';
import type { LabState } from '../store/labState.ts';
import { finalKeys } from '../store/results/findings.ts';
import { isOver } from '../store/run/phase.ts';
import type { Lesson } from './lesson.ts';

/**
 * What the page has for a lesson:
 * - `loading`: the lab is not ready yet;
 * - `none`: no race; `missing`: a race without some of its methods;
 * - `running`: the race goes on; `partial`: it is over without a final evaluation of all;
 * - `ready`.
 */
export type Standing =
  | { readonly kind: 'loading' | 'none' | 'running' | 'ready' }
  | { readonly kind: 'missing' | 'partial'; readonly methods: readonly string[] };

/** Methods of the lesson that a race must hold, the trained methods behind views too. */
export function racedFor(
  { needs }: Pick<Lesson, 'needs'>,
  { engine }: LabState,
): readonly string[] {
  const methods = engine.catalogue?.methods ?? [];
  const raced = needs.flatMap((id) => methods.find((method) => method.id === id)?.base ?? id);
  return [...new Set(raced)];
}

export function standingOf(lesson: Pick<Lesson, 'needs'>, state: LabState): Standing {
  const { run, engine } = state;
  if (!run) return { kind: engine.phase === 'ready' ? 'none' : 'loading' };
  const { lanes, views } = run.config;
  const held = new Set([...lanes, ...views].map(({ methodId }) => methodId));
  const absent = lesson.needs.filter((id) => !held.has(id));
  if (absent.length > 0) return { kind: 'missing', methods: absent };
  if (!isOver(run.phase)) return { kind: 'running' };
  const keys = finalKeys(state);
  const unmeasured = lesson.needs.filter((id) => keys[id] === undefined);
  return unmeasured.length > 0 ? { kind: 'partial', methods: unmeasured } : { kind: 'ready' };
}

/** Whether the next race can hold what the lesson needs: a class link may fix the methods. */
export const canRace = (lesson: Pick<Lesson, 'needs'>, state: LabState): boolean =>
  !isLocked(state, 'methods') ||
  racedFor(lesson, state).every(
    (id) =>
      state.setup.included[id] === true ||
      state.engine.catalogue?.methods.find((method) => method.id === id)?.kind === 'reference',
  );

/** Ticks what the lesson needs, and nothing else, for the next race; what a link fixes stays. */
export function tickFor(lesson: Pick<Lesson, 'needs'>, state: LabState): void {
  if (isLocked(state, 'methods')) return;
  const raced = racedFor(lesson, state);
  for (const { id, kind } of state.engine.catalogue?.methods ?? []) {
    if (kind === 'trained') state.include(id, raced.includes(id));
  }
}

/** Kept runs that hold all that a lesson needs, newest first. */
export function keptRunsFor({ needs }: Pick<Lesson, 'needs'>, { runs }: LabState) {
  return runs.entries
    .flatMap(({ record }) => record ?? [])
    .filter(({ results, phase }) => {
      const held = new Set(
        results.filter(({ scope }) => scope === 'full').map(({ methodId }) => methodId),
      );
      return isOver(phase) && needs.every((id) => held.has(id));
    })
    .sort((a, b) => b.savedAt - a.savedAt);
}
