import type {
  EvaluationSummary,
  MethodResult,
  ResultDifference,
  SplitResult,
} from '../../src/results/types.ts';
import { createLabStore } from '../../src/store/index.ts';
import type { StatsPort } from '../../src/store/kit/ports.ts';
import type { LabState, LabStore } from '../../src/store/labState.ts';
import { fakeDeps } from '../gallery/fakeDeps.ts';
import { fakeConfig, fakeRace } from '../gallery/fakeRace.ts';
import { catalogue, fakeDifference } from '../gallery/fixtures.ts';

/** What a made-up run is to say. */
export interface LessonRun {
  /** Methods raced, beside the pretrained model and the views of what is raced. */
  readonly raced: readonly string[];
  /** How far it came; to its end by default. */
  readonly until?: number;
  /** First minus second, over what the fixtures say; by method. */
  difference?(first: string, second: string): Partial<ResultDifference>;
  /** Mean confidence minus accuracy of a method; of all sets of a role. */
  gap?(methodId: string, role: SplitResult['role']): number | undefined;
  /** Numbers of a method's sets of a role, before and after its own T*. */
  summary?(
    methodId: string,
    role: SplitResult['role'],
    scaled: boolean,
  ): Partial<EvaluationSummary> | undefined;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 40));

/** Resolved, of this size. */
export const sure = (value: number) => ({ value, interval: [value - 0.01, value + 0.01] as const });
/** With 0 in its interval. */
export const unsure = (value: number) => ({ value, interval: [value - 0.2, value + 0.2] as const });

function shaped(result: MethodResult, { gap, summary }: LessonRun): MethodResult {
  const { methodId } = result;
  const splits = result.splits.map((split) => {
    const { role } = split;
    const own = gap?.(methodId, role);
    const leaning = own === undefined ? {} : { signedGap: own };
    const raw = { ...split.raw, ...leaning, ...summary?.(methodId, role, false) };
    const scaled = { ...split.scaled, ...summary?.(methodId, role, true) };
    return { ...split, raw, scaled };
  });
  return { ...result, splits };
}

/**
 * A store with such a run on its page, and statistics that say so.
 * @param beforeRace changes what is raced
 */
export async function lessonStore(
  said: LessonRun,
  beforeRace: (state: LabState) => void = () => {},
): Promise<LabStore> {
  const deps = fakeDeps();
  const stats: StatsPort = {
    ...deps.stats,
    result: async (key, options) => shaped(await deps.stats.result(key, options), said),
    difference: async (first, second) => {
      const [one, other] = [first, second].map((key) => key.split('/')[1]!);
      return { ...fakeDifference, ...said.difference?.(one!, other!) } as ResultDifference;
    },
  };
  const store = createLabStore({ ...deps, stats });
  await store.getState().boot();
  for (const { id, kind } of catalogue.methods) {
    if (kind === 'trained') store.getState().include(id, said.raced.includes(id));
  }
  beforeRace(store.getState());
  if (said.until !== 0) {
    const config = fakeConfig(store.getState().setup);
    store.getState().applyEvents(fakeRace(config, said.until ?? config.steps));
  }
  await settle();
  return store;
}

/** Has the pairs of a lesson measured, as its rail does. */
export async function withPairs(
  store: LabStore,
  pairs: Parameters<ReturnType<LabStore['getState']>['askPairs']>[0],
) {
  store.getState().askPairs(pairs);
  await settle();
  return store.getState();
}
