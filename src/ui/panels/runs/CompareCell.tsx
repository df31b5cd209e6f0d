import type { Difference } from '../../../results/types.ts';
import type { CompareCell as Cell } from '../../../store/archive/compareRows.ts';
import { formatInterval, formatPoints } from '../../format.ts';
import { compare as words } from './words.ts';

export interface CompareCellProps {
  readonly cell: Cell;
  readonly best: boolean;
  /** Shown with its sign: the gap. */
  readonly signed: boolean;
  /** Minus the reference's; absent where there is none. */
  readonly difference?: Difference;
}

const withSign = (value: number) => `${value > 0 ? '+' : value < 0 ? '−' : ''}`;
const points = (value: number, signed: boolean) =>
  signed && Number.isFinite(value)
    ? `${withSign(value)}${formatPoints(Math.abs(value))}`
    : formatPoints(value);

function Delta({ value, interval }: Difference) {
  if (!Number.isFinite(value)) return null;
  const resolved = interval !== null && (interval[0] > 0 || interval[1] < 0);
  return (
    <span className="delta" data-resolved={resolved} title={`95 %: ${formatInterval(interval)}`}>
      Δ {points(value, true)}
      {!resolved && <span className="unresolved"> {words.notResolved}</span>}
    </span>
  );
}

/** A value, what it can be trusted to, and how it differs from the reference's. */
export function CompareCell({ cell, best, signed, difference }: CompareCellProps) {
  const { value, interval, sd } = cell;
  const spread = sd ?? (interval ? (interval[1] - interval[0]) / 2 : null);
  return (
    <td>
      <span className={best ? 'value best' : 'value'}>{points(value, signed)}</span>
      {spread !== null && Number.isFinite(spread) && (
        <span className="spread" title={interval ? `95 %: ${formatInterval(interval)}` : words.sd}>
          ± {formatPoints(spread)}
        </span>
      )}
      {difference && <Delta {...difference} />}
    </td>
  );
}
