import type { MethodResult } from '../../results/types.ts';
import { formatCount, formatPoints, formatRange } from '../format.ts';
import { useLab } from '../useLab.ts';

/** Every set of one result, with what its numbers can be trusted to. */
export function ResultDetails({ result }: { result: MethodResult }) {
  const splits = useLab((state) => state.engine.loaded?.dataset.splits);
  const nameOf = (id: string) => splits?.find((split) => split.id === id)?.label ?? id;
  return (
    <table aria-label="Every set, %, with 95 % intervals">
      <thead>
        <tr>
          <th scope="col">Set</th>
          <th scope="col">n</th>
          <th scope="col">Accuracy</th>
          <th scope="col">ECE</th>
          <th scope="col">Floor</th>
          <th scope="col">Gap</th>
          <th scope="col">ECE, TS</th>
        </tr>
      </thead>
      <tbody>
        {result.splits.map(({ splitId, raw, scaled }) => (
          <tr key={splitId}>
            <th scope="row">{nameOf(splitId)}</th>
            <td>{formatCount(raw.n)}</td>
            <td>
              {formatPoints(raw.accuracy)}{' '}
              <span className="muted">{formatRange(raw.accuracyInterval)}</span>
            </td>
            <td>
              {formatPoints(raw.ece)} <span className="muted">{formatRange(raw.eceInterval)}</span>
            </td>
            <td>{formatPoints(raw.noiseFloor)}</td>
            <td>
              {raw.signedGap > 0 ? '+' : ''}
              {formatPoints(raw.signedGap)}
            </td>
            <td>{formatPoints(scaled.ece)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
