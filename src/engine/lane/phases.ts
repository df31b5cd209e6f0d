import type { Method, Phase } from '../../methods/method.ts';
import { learningRateAt } from '../../optim/schedule.ts';
import type { ParamValues } from '../../protocol/catalogue.ts';
import type { OptimizerConfig } from '../../protocol/runConfig.ts';

/** The phases of a method in a race of so many steps; one of no step is left out. */
export function phasesOf(
  { phases, label }: Method,
  params: ParamValues,
  totalSteps: number,
): readonly Phase[] {
  const whole: Phase = { steps: totalSteps, rate: 1, encodersRest: false };
  const all = phases?.(params, totalSteps).filter(({ steps }) => steps > 0) ?? [whole];
  const sum = all.reduce((total, { steps }) => total + steps, 0);
  if (sum !== totalSteps) {
    throw new RangeError(`The phases of ${label} have ${sum} steps, not ${totalSteps}`);
  }
  return all;
}

/** A lane as far as its phases go. */
interface Phased {
  readonly phases: readonly Phase[];
  /** Optimiser updates done. */
  readonly stepsDone: number;
}

/** Where a lane stands in its phases: the phase of its next step, and that step counted from its beginning. */
export function phaseAt({ phases, stepsDone }: Phased): {
  readonly phase: Phase;
  readonly step: number;
} {
  let step = stepsDone;
  for (const phase of phases) {
    if (step < phase.steps) return { phase, step };
    step -= phase.steps;
  }
  // One step more than planned is asked for by measurements alone.
  return { phase: phases.at(-1)!, step: step + phases.at(-1)!.steps };
}

/** Learning rate of a lane's next step: the schedule of the phase it is in. */
export function laneRate(
  lane: Phased,
  { learningRate, warmupFraction }: Pick<OptimizerConfig, 'learningRate' | 'warmupFraction'>,
): number {
  const { phase, step } = phaseAt(lane);
  return learningRateAt(step, {
    baseRate: learningRate * phase.rate,
    warmupFraction,
    totalSteps: phase.steps,
  });
}
