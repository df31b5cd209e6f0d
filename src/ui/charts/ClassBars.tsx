import { wilsonInterval } from '../../math/wilson.ts';
import { formatPercent, formatPoints } from '../format.ts';
import { classes } from './words.ts';

/** One class of the list. */
export interface ClassBar {
  readonly label: number;
  readonly count: number;
  readonly correct: number;
  readonly accuracy: number;
  /** Against a reference; null where there is none. */
  readonly change: number | null;
}

export interface ClassBarsProps {
  readonly rows: readonly ClassBar[];
  readonly classNames: readonly string[];
  readonly color: string;
  readonly chosen: number | null;
  choose(label: number): void;
}

/** "+12" or "−4": points, whole. */
export function signedPoints(change: number | null): string {
  if (change === null) return '';
  const points = formatPoints(Math.abs(change), 0);
  if (points === '0') return '0';
  return `${change > 0 ? '+' : '−'}${points}`;
}

/** A bar a class: accuracy, its Wilson interval, right of all, and the change against a reference. */
export function ClassBars({ rows, classNames, color, chosen, choose }: ClassBarsProps) {
  return (
    <ul className="class-bars">
      {rows.map(({ label, count, correct, accuracy, change }) => {
        const interval = wilsonInterval(correct, count);
        return (
          <li key={label}>
            <button
              type="button"
              aria-pressed={chosen === label}
              title={classes.list}
              onClick={() => choose(label)}
            >
              <span className="class-name">{classNames[label] ?? label}</span>
              <span className="class-bar" aria-hidden="true">
                <i style={{ width: `${accuracy * 100}%`, background: color }} />
                {interval && (
                  <b
                    style={{
                      left: `${interval[0] * 100}%`,
                      width: `${(interval[1] - interval[0]) * 100}%`,
                    }}
                  />
                )}
              </span>
              <span className="class-share">{formatPercent(accuracy, 0)}</span>
              <span className="class-count">
                {correct}/{count}
              </span>
              <span className="class-change">{signedPoints(change)}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
