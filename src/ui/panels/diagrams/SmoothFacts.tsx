import type { SmoothReliability } from '../../../metrics/smoothReliability.ts';
import type { EvaluationSummary } from '../../../results/types.ts';
import { bracketed, gapWords } from '../../charts/reliabilityWords.ts';
import { somePoints } from '../../charts/SmoothDiagram.tsx';
import {
  formatCount,
  formatInterval,
  formatNumber,
  formatPercent,
  formatPoints,
} from '../../format.ts';
import { HeadRow } from '../parts/HeadRow.tsx';
import { FactList } from './DiagramFacts.tsx';
import { dialog, looks as words } from './words.ts';

interface SmoothFactsProps {
  readonly smooth: SmoothReliability;
  readonly raw: SmoothReliability | null;
  readonly summary: EvaluationSummary;
}

/** The numbers of a diagram without bins. */
export function SmoothFacts({ smooth, raw, summary }: SmoothFactsProps) {
  const { facts } = dialog;
  return (
    <>
      <FactList
        rows={[
          [
            words.smoothEce,
            `${formatPercent(smooth.smoothEce)} ${bracketed(smooth.interval)}`,
            raw ? dialog.rawThen(formatPercent(raw.smoothEce)) : '',
          ],
          [facts.floor, formatPercent(smooth.noiseFloor), words.floorNote],
          [words.kernel, words.kernelWidth(formatPoints(smooth.bandwidth))],
          [words.binned, `${formatPercent(summary.ece)} ${bracketed(summary.eceInterval)}`],
          [facts.gap, gapWords(summary)],
          [facts.temperature, formatNumber(summary.temperature)],
          [facts.n, formatCount(summary.n)],
        ]}
      />
      <p className="help">{words.smoothReading}</p>
    </>
  );
}

const tableRows = 21;

/** Points of the curve as a table. */
export function SmoothTable({ smooth }: { smooth: SmoothReliability }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than its room, arrow keys scroll it
    <section className="table-scroll" aria-label={dialog.tableLabel} tabIndex={0}>
      <table className="plain-table">
        <HeadRow heads={words.smoothHeads} />
        <tbody>
          {somePoints(smooth.points, tableRows).map(
            ({ at, confidence, accuracy, accuracyInterval, effectiveN }) => (
              <tr key={at}>
                <th scope="row">{formatPercent(confidence)}</th>
                <td>{formatPercent(accuracy)}</td>
                <td>{formatInterval(accuracyInterval)}</td>
                <td>{formatPoints(confidence - accuracy)}</td>
                <td>{formatCount(Math.round(effectiveN))}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}
