import { wilsonInterval } from '../../../math/wilson.ts';
import type { ClassRow } from '../../../store/selection/classRows.ts';
import { signedPoints } from '../../charts/ClassBars.tsx';
import { formatCount, formatInterval, formatPercent, missing } from '../../format.ts';
import { HeadRow } from '../parts/HeadRow.tsx';
import { words } from './words.ts';

interface ClassTableProps {
  readonly rows: readonly ClassRow[];
  readonly classNames: readonly string[];
}

/** The bars of the classes as a table. */
export function ClassTable({ rows, classNames }: ClassTableProps) {
  return (
    <table className="plain-table">
      <HeadRow heads={words.heads} />
      <tbody>
        {rows.map(({ label, count, correct, accuracy, change }) => (
          <tr key={label}>
            <th scope="row">{classNames[label] ?? label}</th>
            <td>{formatCount(correct)}</td>
            <td>{formatCount(count)}</td>
            <td>{formatPercent(accuracy)}</td>
            <td>{formatInterval(wilsonInterval(correct, count))}</td>
            <td>{change === null ? missing : signedPoints(change)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
