import { useId, useState } from 'react';
import { type BatchedEce, publishedBatchSize } from '../../../../metrics/publishedEce.ts';
import { shownEntry } from '../../../../store/results/shown.ts';
import { BatchCurve } from '../../../charts/BatchCurve.tsx';
import { formatCount, formatPercent, formatPoints, signedPoints } from '../../../format.ts';
import { useLab } from '../../../useLab.ts';
import { HeadRow } from '../../parts/HeadRow.tsx';
import type { MetricDetailsProps } from '../MetricDetails.tsx';
import { TestSetChoice } from '../TestSetChoice.tsx';
import { BatchSlider } from './BatchSlider.tsx';
import { useBatches } from './useBatches.ts';
import { words } from './words.ts';
import './batches.css';

/** Batch sizes that stand in the table beside that of all images. */
const isTold = ({ batchSize }: BatchedEce) => Number.isInteger(Math.log2(batchSize));

/** What the released code's ECE would say of a test set, at every batch size. */
export function BatchTable({ result, measurable, nameOf }: MetricDetailsProps) {
  const key = useLab((state) => shownEntry(state, result.methodId)?.key ?? null);
  const answer = useBatches(measurable ? key : null);
  const [choice, choose] = useState(result.splits.find(({ role }) => role === 'id')?.splitId ?? '');
  const [batchSize, setBatchSize] = useState(publishedBatchSize);
  const sliderId = useId();
  if (!measurable) return <p className="muted">{words.later}</p>;
  const set = answer?.sets.find(({ splitId }) => splitId === choice);
  const sizes = set?.sizes ?? [];
  const whole = sizes.at(-1);
  // Where there are fewer images, all of them are the batch.
  const chosen = sizes.find((one) => one.batchSize >= batchSize) ?? whole;
  return (
    <div className="posthoc-body">
      <p className="help">{words.help}</p>
      <div className="inline">
        <TestSetChoice label={words.set} splits={result.splits} {...{ nameOf, choice, choose }} />
        <span className="muted">
          {answer &&
            whole &&
            words.of(formatCount(set?.n), answer.binCount, formatPercent(whole.noiseFloor))}
        </span>
      </div>
      {whole && chosen ? (
        <>
          <BatchSlider id={sliderId} choose={setBatchSize} {...{ sizes, chosen }} />
          <output className="batch-says" htmlFor={sliderId}>
            {chosen === whole
              ? words.saysAll(formatPercent(whole.ece), formatPercent(whole.noiseFloor))
              : words.says(
                  formatPercent(chosen.ece),
                  formatPoints(chosen.ece - whole.ece),
                  formatPercent(chosen.noiseFloor),
                )}
          </output>
          <BatchCurve title={words.curve} names={words.lines} {...{ sizes, chosen }} />
          <table className="batches" aria-label={words.title}>
            <HeadRow heads={words.heads} />
            <tbody>
              {[...sizes.filter((one) => one !== whole && isTold(one)), whole].map((row) => (
                <tr key={row.batchSize} aria-current={row === chosen ? 'true' : undefined}>
                  <th scope="row">
                    {row === whole ? words.all(formatCount(set?.n)) : formatCount(row.batchSize)}
                  </th>
                  <td>{formatPoints(row.ece)}</td>
                  <td>{row === whole ? '' : signedPoints(row.ece - whole.ece)}</td>
                  <td>{formatPoints(row.noiseFloor)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      ) : (
        <p className="muted">{answer ? words.none : words.computing}</p>
      )}
    </div>
  );
}
