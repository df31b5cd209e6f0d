import type { MetricInfo } from '../../../metrics/metric.ts';
import type { Difference, Interval } from '../../../results/types.ts';
import type { CompareCell as Cell } from '../../../store/archive/compareRows.ts';
import { formatInterval, formatMetric } from '../../format.ts';
import { compare as words } from './words.ts';

export interface CompareCellProps {
  readonly cell: Cell;
  readonly about: MetricInfo;
  readonly best: boolean;
  /** Minus the reference's; absent where there is none. */
  readonly difference?: Difference;
}

/** As a size, without a sign. */
const sizeOf = (value: number, { unit }: MetricInfo) =>
  formatMetric(Math.abs(value), { unit, best: 'none' });
const signed = (value: number, about: MetricInfo) =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${sizeOf(value, about)}`;
const span = (interval: Interval, about: MetricInfo) =>
  about.unit === 'fraction'
    ? formatInterval(interval)
    : interval.map((end) => signed(end, about)).join(' to ');

function Delta({ value, interval, about }: Difference & { about: MetricInfo }) {
  if (!Number.isFinite(value)) return null;
  const resolved = interval !== null && (interval[0] > 0 || interval[1] < 0);
  const title = interval ? `95 %: ${span(interval, about)}` : words.noIntervalHelp;
  return (
    <span className="delta" data-resolved={resolved} title={title}>
      Δ {signed(value, about)}
      {!resolved && (
        <span className="unresolved"> {interval ? words.notResolved : words.noInterval}</span>
      )}
    </span>
  );
}

/** A value, what it can be trusted to, and how it differs from the reference's. */
export function CompareCell({ cell, about, best, difference }: CompareCellProps) {
  const { value, interval, sd } = cell;
  const spread = sd ?? (interval ? (interval[1] - interval[0]) / 2 : null);
  return (
    <td>
      <span className={best ? 'value best' : 'value'}>
        {value === undefined
          ? words.computing
          : about.best === 'zero' && Number.isFinite(value)
            ? signed(value, about)
            : formatMetric(value, about)}
      </span>
      {spread !== null && Number.isFinite(spread) && (
        <span className="spread" title={interval ? `95 %: ${span(interval, about)}` : words.sd}>
          ± {sizeOf(spread, about)}
        </span>
      )}
      {difference && <Delta {...difference} about={about} />}
    </td>
  );
}
