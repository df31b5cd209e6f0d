import type { EvaluationSummary } from '../../../results/types.ts';
import { bracketed, gapWords, isResolved, rangeWords } from '../../charts/reliabilityWords.ts';
import { diagram } from '../../charts/words.ts';
import {
  formatCount,
  formatInterval,
  formatNumber,
  formatPercent,
  formatPoints,
  missing,
} from '../../format.ts';
import { HeadRow } from '../parts/HeadRow.tsx';
import { dialog } from './words.ts';

interface DiagramFactsProps {
  readonly summary: EvaluationSummary;
  readonly raw: EvaluationSummary | null;
  /** Whether bins can be brushed. */
  readonly brushes: boolean;
}

export interface FactListProps {
  readonly rows: readonly (readonly [name: string, value: string, note?: string])[];
}

export function FactList({ rows }: FactListProps) {
  return (
    <dl>
      {rows.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note && <span className="muted">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The numbers of a diagram, each with what it takes to read it. */
export function DiagramFacts({ summary, raw, brushes }: DiagramFactsProps) {
  const { facts } = dialog;
  const resolved = isResolved(summary);
  const rows: FactListProps['rows'] = [
    [
      facts.ece,
      `${formatPercent(summary.ece)} ${bracketed(summary.eceInterval)}`,
      [resolved ? '' : diagram.unresolved, raw ? dialog.rawThen(formatPercent(raw.ece)) : '']
        .filter(Boolean)
        .join(' · '),
    ],
    [facts.floor, formatPercent(summary.noiseFloor), dialog.floorNote],
    [
      facts.parts,
      dialog.parts(
        formatPercent(summary.overconfidentPart),
        formatPercent(summary.underconfidentPart),
      ),
    ],
    [facts.gap, gapWords(summary)],
    [facts.temperature, formatNumber(summary.temperature)],
    [facts.bins, `${summary.binCount}, ${summary.binning === 'mass' ? dialog.mass : dialog.width}`],
    [facts.n, formatCount(summary.n)],
  ];
  return (
    <>
      <FactList rows={rows} />
      <p className="help">{dialog.reading}</p>
      {brushes && <p className="help">{dialog.keys}</p>}
    </>
  );
}

/** The bins of a diagram as a table. */
export function DiagramTable({ summary }: { summary: EvaluationSummary }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than its room, arrow keys scroll it
    <section className="table-scroll" aria-label={dialog.tableLabel} tabIndex={0}>
      <table className="plain-table">
        <HeadRow heads={dialog.heads} />
        <tbody>
          {summary.bins.map(
            ({ lower, upper, count, correct, accuracy, confidence, accuracyInterval }) => (
              <tr key={lower}>
                <th scope="row">{rangeWords([lower, upper])}</th>
                <td>{formatCount(count)}</td>
                <td>{count === 0 ? missing : formatCount(correct)}</td>
                <td>{formatPercent(accuracy)}</td>
                <td>{formatInterval(accuracyInterval)}</td>
                <td>{formatPercent(confidence)}</td>
                <td>
                  {accuracy === null || confidence === null
                    ? missing
                    : formatPoints(confidence - accuracy)}
                </td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}
