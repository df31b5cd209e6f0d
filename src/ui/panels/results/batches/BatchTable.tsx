import { useMemo } from 'react';
import { equalWidthEdges } from '../../../../metrics/binEdges.ts';
import { noiseFloor } from '../../../../metrics/noiseFloor.ts';
import { eceByBatchSize } from '../../../../metrics/publishedEce.ts';
import { reliabilityBins } from '../../../../metrics/reliabilityBins.ts';
import { topLabel } from '../../../../metrics/topLabel.ts';
import { shownEntry } from '../../../../store/results/shown.ts';
import { formatCount, formatPercent, formatPoints } from '../../../format.ts';
import { useLab } from '../../../useLab.ts';
import { HeadRow } from '../../parts/HeadRow.tsx';
import type { MetricDetailsProps } from '../MetricDetails.tsx';
import { words } from './words.ts';
import './batches.css';

/** What the released code's ECE would say of the ID test set, at every batch size. */
export function BatchTable({ result, nameOf }: MetricDetailsProps) {
  const key = useLab((state) => shownEntry(state, result.methodId)?.key);
  const split = useLab((state) => state.vault.get(key ?? '')?.find(({ role }) => role === 'id'));
  const binCount = useLab((state) => state.knobs.binCount);
  const shown = useMemo(() => {
    if (!split) return null;
    const top = topLabel(split.logits, split.labels, split.classCount);
    const floor = noiseFloor(reliabilityBins(top, equalWidthEdges(binCount)));
    return { floor, rows: eceByBatchSize(top, binCount) };
  }, [split, binCount]);
  const whole = shown?.rows.at(-1);
  if (!split || !shown || !whole) return <p className="muted">{words.later}</p>;
  const most = Math.max(...shown.rows.map(({ ece }) => ece));
  const n = formatCount(split.labels.length);
  return (
    <div className="posthoc-body">
      <p className="help">{words.help}</p>
      <span className="muted">
        {words.of(nameOf(split.splitId), n, binCount, formatPercent(shown.floor))}
      </span>
      <table className="batches" aria-label={words.title}>
        <HeadRow heads={words.heads} />
        <tbody>
          {shown.rows.map((row) => (
            <tr key={row.batchSize}>
              <th scope="row">{row === whole ? words.all(n) : formatCount(row.batchSize)}</th>
              <td>
                <i aria-hidden="true" style={{ width: `${(row.ece / most) * 60}px` }} />
                {formatPoints(row.ece)}
              </td>
              <td>{row === whole ? '' : `+${formatPoints(row.ece - whole.ece)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
