import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { LabState } from '../../../store/labState.ts';
import { methodsOf, runMethods } from '../../../store/run/selectors.ts';

/** Whom a first visit compares: of a recorded race those that one's own would have, else the whole race. */
export function firstMethods(
  state: Pick<LabState, 'engine' | 'run' | 'setup'>,
): readonly MethodInfo[] {
  const all = runMethods(state);
  if (state.run?.recorded !== true) return all;
  const next = methodsOf(state.engine.catalogue, undefined, state.setup.included);
  const both = all.filter(({ id }) => next.some((method) => method.id === id));
  return both.some(({ kind }) => kind === 'trained') ? both : all;
}
