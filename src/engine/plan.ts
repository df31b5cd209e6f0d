import type { EvaluationScope } from '../protocol/events.ts';
import type { RunConfig } from '../protocol/runConfig.ts';

/** A look at the weights that a method stands for. */
export interface EvaluationTask {
  readonly methodId: string;
  readonly scope: EvaluationScope;
  /** Of an interpolation view. */
  readonly alpha?: number;
}

/** How far a lane is. */
export interface Progress {
  readonly methodId: string;
  /** Optimiser updates done. */
  readonly stepsDone: number;
}

/** Whether a lane is looked at after so many updates. */
export function isDue({ steps, evaluation: { everySteps } }: RunConfig, stepsDone: number) {
  return everySteps > 0 && (stepsDone % everySteps === 0 || stepsDone === steps);
}

const live = (methodId: string): EvaluationTask => ({ methodId, scope: 'live' });

/**
 * Before anything is trained: every lane as it begins, what is never trained among them. A race from a
 * checkpoint repeats what is due at the step it stood at: it may have been taken before that was done.
 */
export function openingOf(config: RunConfig, lanes: readonly Progress[]): EvaluationTask[] {
  const begun = lanes.some(({ stepsDone }) => stepsDone > 0);
  return config.lanes.flatMap(({ methodId }) => {
    const lane = lanes.find((one) => one.methodId === methodId);
    if (!lane && begun) return [];
    return isDue(config, lane?.stepsDone ?? 0) ? [live(methodId)] : [];
  });
}

/** After a round: those of its lanes for which it is time. */
export const lookAfter = (config: RunConfig, lanes: readonly Progress[]): EvaluationTask[] =>
  lanes.filter(({ stepsDone }) => isDue(config, stepsDone)).map(({ methodId }) => live(methodId));

/** When all is trained: what never was, every lane, every view. */
export function closingOf(config: RunConfig, lanes: readonly Progress[]): EvaluationTask[] {
  const trained = lanes.map(({ methodId }) => methodId);
  const reference = config.lanes
    .map(({ methodId }) => methodId)
    .filter((methodId) => !trained.includes(methodId));
  return [
    ...[...reference, ...trained].map((methodId) => ({ methodId, scope: 'full' }) as const),
    ...config.views.map(({ methodId, alpha }) => ({ methodId, alpha, scope: 'full' }) as const),
  ];
}

/**
 * Who trains next, and on the batch of which step; null when the race is over. A lane that is behind
 * the others, because it came late, catches up alone on the batches that they have seen.
 */
export function nextRound<Lane extends { readonly stepsDone: number }>(
  lanes: readonly Lane[],
  steps: number,
): { readonly step: number; readonly lanes: readonly Lane[] } | null {
  const front = Math.max(0, ...lanes.map(({ stepsDone }) => stepsDone));
  const late = lanes.find(({ stepsDone }) => stepsDone < front);
  if (late) return { step: late.stepsDone, lanes: [late] };
  return lanes.length > 0 && front < steps ? { step: front, lanes } : null;
}
