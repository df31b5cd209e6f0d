import type { MethodResult } from '../../../results/types.ts';
import { setNames } from '../parts/words.ts';

/** The choice that stands for the mean of all OOD sets. */
export const meanOfOod = ' ood';

interface TestSetChoiceProps {
  readonly label: string;
  readonly splits: MethodResult['splits'];
  readonly nameOf: (splitId: string) => string;
  readonly choice: string;
  choose(choice: string): void;
  /** What the mean of the OOD sets is called, where it can be chosen. */
  readonly mean?: string;
}

/** One of the test sets, or the mean of the OOD sets. */
export function TestSetChoice({ label, splits, nameOf, choice, choose, mean }: TestSetChoiceProps) {
  const tests = splits.filter(({ role }) => role !== 'val');
  return (
    <select aria-label={label} value={choice} onChange={(event) => choose(event.target.value)}>
      {tests.map(({ splitId, role }) => (
        <option key={splitId} value={splitId}>
          {role === 'id' ? setNames.id : setNames.ood}: {nameOf(splitId)}
        </option>
      ))}
      {mean !== undefined && tests.filter(({ role }) => role === 'ood').length > 1 && (
        <option value={meanOfOod}>{mean}</option>
      )}
    </select>
  );
}
