import type { MethodInfo } from '../protocol/catalogue.ts';
import { defaultParams } from '../protocol/runConfig.ts';
import type { Difference } from '../results/types.ts';
import { finalKeys, pairSaid } from '../store/results/findings.ts';
import type { MethodPair } from '../store/results/state.ts';
import { type Facts, isResolved } from './facts.ts';
import { carot } from './methodIds.ts';

/** ID accuracy that may be lost: one point. */
export const mayLose = 0.01;

/**
 * How an attempt stands against CaRot:
 * - `won`: its OOD ECE is lower, resolved, and it loses less than a point of ID accuracy;
 * - `close`: the same, but its lower OOD ECE may be chance;
 * - `costly`: lower OOD ECE, paid for with a point of ID accuracy or more;
 * - `higher`: its OOD ECE is not lower; `waiting`: not measured yet, or cannot be.
 */
export type AttemptKind = 'won' | 'close' | 'costly' | 'higher' | 'waiting';

export interface Attempt {
  readonly method: MethodInfo;
  /** At its own T*, as CaRot then is too. */
  readonly scaled: boolean;
  readonly kind: AttemptKind;
  readonly oodEce: number;
  /** Its OOD ECE minus CaRot's, without what chance adds. */
  readonly ece: Difference | null;
  /** Its ID accuracy minus CaRot's. */
  readonly accuracy: number;
}

/** Whether CaRot is the lab's own in this race: a weakened one would be easy to beat. */
export function isFairCarot(facts: Facts): boolean {
  const [lane, method] = [facts.lane(carot), facts.method(carot)];
  if (!lane || !method) return false;
  const standard = defaultParams(method.params);
  return Object.keys(standard).every((name) => lane.params[name] === standard[name]);
}

/** Every method of the race against CaRot. */
export const challengePairs = ({ state }: Facts): readonly MethodPair[] =>
  Object.keys(finalKeys(state))
    .filter((id) => id !== carot)
    .map((id) => [id, carot] as const);

/** All attempts of the race on the page, raw and at their own T*, the best first. */
export function attemptsOf(facts: Facts): readonly Attempt[] {
  const attempts = challengePairs(facts).flatMap(([id]) =>
    [false, true].flatMap((scaled): Attempt[] => {
      const method = facts.method(id);
      const column = scaled ? 'oodEceTs' : 'oodEce';
      const [oodEce, own, other] = [
        facts.column(id, column),
        facts.column(id, 'idAcc'),
        facts.column(carot, 'idAcc'),
      ];
      if (!method || oodEce === null || own === null || other === null) return [];
      const said = pairSaid(facts.state, id, carot);
      const ece = (typeof said === 'object' && said[column]) || null;
      const accuracy = own - other;
      const attempt = { method, scaled, oodEce, ece, accuracy };
      if (!ece || !Number.isFinite(ece.value)) return [{ ...attempt, kind: 'waiting' }];
      if (ece.value >= 0) return [{ ...attempt, kind: 'higher' }];
      // 0.87 − 0.88 is a little less than −0.01 to a computer.
      if (accuracy < -mayLose - 1e-9) return [{ ...attempt, kind: 'costly' }];
      return [{ ...attempt, kind: isResolved(ece) ? 'won' : 'close' }];
    }),
  );
  const order: readonly AttemptKind[] = ['won', 'close', 'costly', 'higher', 'waiting'];
  const size = ({ ece }: Attempt) => ece?.value ?? Number.POSITIVE_INFINITY;
  return attempts.sort(
    (a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || size(a) - size(b),
  );
}
