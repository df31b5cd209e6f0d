import { ownResult } from '../../../store/results/shown.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { formatNumber } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { words } from './words.ts';

/** Of whom T* made the ID ECE rise, which it can, and what it did make fall. */
export function RisenNote() {
  const methods = useLabShallow(runMethods);
  const text = useLab((state) => {
    const risen = methods.flatMap(({ id, label }) => {
      const result = ownResult(state, id);
      if (!result || !(result.row.idEceTs > result.row.idEce)) return [];
      const fitted = result.splits.find(({ role }) => role === 'val');
      return [
        fitted
          ? words.risenOf(label, formatNumber(fitted.raw.nll), formatNumber(fitted.scaled.nll))
          : label,
      ];
    });
    return risen.length === 0 ? null : words.risen(risen.join(', '));
  });
  return text && <p className="help">{text}</p>;
}
