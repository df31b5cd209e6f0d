import type { MethodResult } from '../../../results/types.ts';
import { formatPercent } from '../../format.ts';
import { words } from './words.ts';

const meanOf = (result: MethodResult, role: 'id' | 'ood', of: 'accuracy' | 'meanConfidence') => {
  const values = result.splits.filter((split) => split.role === role).map(({ raw }) => raw[of]);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
};

interface FactsProps {
  readonly before: MethodResult;
  readonly after: MethodResult;
}

/** Right and sure, from before to after, inside and outside the distribution. */
export function Facts({ before, after }: FactsProps) {
  return (
    <table className="facts">
      <thead>
        <tr>
          <td />
          <th scope="col">{words.accuracy}</th>
          <th scope="col">{words.confidence}</th>
        </tr>
      </thead>
      <tbody>
        {(['id', 'ood'] as const).map((role) => (
          <tr key={role}>
            <th scope="row" title={words[role]}>
              {words.short[role]}
            </th>
            {(['accuracy', 'meanConfidence'] as const).map((of) => (
              <td key={of}>
                {formatPercent(meanOf(before, role, of), 0)} →{' '}
                <b>{formatPercent(meanOf(after, role, of), 0)}</b>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
