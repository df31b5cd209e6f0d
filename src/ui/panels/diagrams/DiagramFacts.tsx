import type { ReactNode } from 'react';
import type { EvaluationSummary } from '../../../results/types.ts';
import { strings } from '../../../strings.ts';
import { bracketed, gapWords, isResolved, rangeWords } from '../../charts/reliabilityWords.ts';
import {
  formatCount,
  formatInterval,
  formatNumber,
  formatPercent,
  formatPoints,
  missing,
} from '../../format.ts';

interface DiagramFactsProps {
  readonly summary: EvaluationSummary;
  readonly raw: EvaluationSummary | null;
  /** What stands above the numbers. */
  readonly children?: ReactNode;
}

/** The numbers of a diagram, each with what it takes to read it. */
export function DiagramFacts({ summary, raw, children }: DiagramFactsProps) {
  const { diagram, twins } = strings;
  const { facts } = diagram;
  const resolved = isResolved(summary);
  const rows: readonly (readonly [name: string, value: string, note?: string])[] = [
    [
      facts.ece,
      `${formatPercent(summary.ece)} ${bracketed(summary.eceInterval)}`,
      [resolved ? '' : twins.unresolved, raw ? diagram.rawThen(formatPercent(raw.ece)) : '']
        .filter(Boolean)
        .join(' · '),
    ],
    [facts.floor, formatPercent(summary.noiseFloor), diagram.floorNote],
    [
      facts.parts,
      diagram.parts(
        formatPercent(summary.overconfidentPart),
        formatPercent(summary.underconfidentPart),
      ),
    ],
    [facts.gap, gapWords(summary)],
    [facts.temperature, formatNumber(summary.temperature)],
    [
      facts.bins,
      `${summary.binCount}, ${summary.binning === 'mass' ? diagram.mass : diagram.width}`,
    ],
    [facts.n, formatCount(summary.n)],
  ];
  return (
    <div className="diagram-facts">
      {children}
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
      <p className="help">{diagram.reading}</p>
      <p className="help">{diagram.keys}</p>
    </div>
  );
}

/** The bins of a diagram as a table. */
export function DiagramTable({ summary }: { summary: EvaluationSummary }) {
  return (
    <div className="diagram-large table-scroll">
      <table className="plain-table">
        <thead>
          <tr>
            {strings.diagram.heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
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
    </div>
  );
}
