import type { MethodResult } from '../../../results/types.ts';
import { described } from '../../../store/engine/described.ts';
import {
  formatCount,
  formatNumber,
  formatPoints,
  formatRange,
  signedPoints,
} from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { MetricDetails } from './MetricDetails.tsx';
import { PosthocFold } from './posthoc/PosthocFold.tsx';
import { useScaledHead } from './useScaledHead.ts';
import { words } from './words.ts';

const { every, columns, gapHelp, groups } = words;

/** Every set of one result, with what its numbers can be trusted to. */
export function ResultDetails({
  result,
  measurable,
}: {
  result: MethodResult;
  /** Its logits are there: metrics can be computed. */
  measurable: boolean;
}) {
  const splits = useLab((state) => described(state.engine)?.dataset.splits);
  const scaledHead = useScaledHead();
  const nameOf = (id: string) => splits?.find((split) => split.id === id)?.label ?? id;
  return (
    <>
      <table aria-label={every}>
        <thead>
          <tr>
            <th scope="col">{columns.set}</th>
            <th scope="col">{columns.n}</th>
            <th scope="col">{groups.accuracy.head}</th>
            <th scope="col">{groups.ece.head}</th>
            <th scope="col">{columns.floor}</th>
            <th scope="col" title={gapHelp}>
              {columns.gap}
            </th>
            <th scope="col">{scaledHead(groups.ece.head)}</th>
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
                {formatPoints(raw.ece)}{' '}
                <span className="muted">{formatRange(raw.eceInterval)}</span>
              </td>
              <td>{formatPoints(raw.noiseFloor)}</td>
              <td>{signedPoints(raw.signedGap)}</td>
              <td>{formatPoints(scaled.ece)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {result.temperatureInterval && (
        <p className="help">
          {words.fitted(
            formatNumber(result.temperature),
            result.temperatureInterval.map((end) => formatNumber(end)).join(' to '),
            formatCount(result.splits.find(({ role }) => role === 'val')?.raw.n),
          )}
        </p>
      )}
      <MetricDetails {...{ result, measurable, nameOf }} />
      <PosthocFold {...{ result, measurable, nameOf }} />
    </>
  );
}
