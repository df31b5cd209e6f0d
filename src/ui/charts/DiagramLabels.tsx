import type { EvaluationSummary } from '../../results/types.ts';
import { strings } from '../../strings.ts';
import { formatCount, formatPercent } from '../format.ts';
import type { BinMarks } from './reliabilityMarks.ts';

/** Advance of a digit at 12 px, px. */
const digitWidth = 6.9;
const lineHeight = 12;

interface HistogramCountsProps {
  readonly bins: readonly BinMarks[];
  readonly size: number;
  /** `right/count`; otherwise the count alone. */
  readonly labelled: boolean;
  readonly top: number;
  readonly bottom: number;
}

/** How many images a bin holds, where there is room: across, else upwards, else not at all. */
export function HistogramCounts({ bins, size, labelled, top, bottom }: HistogramCountsProps) {
  return bins.map(({ left, right, count, correct }) => {
    const text = labelled ? `${correct}/${count}` : formatCount(count);
    const room = (right - left) * size;
    const length = text.length * digitWidth;
    const across = length <= room - 2;
    if (!across && (room < lineHeight + 1 || length > bottom - top)) return null;
    const x = ((left + right) / 2) * size;
    const place = across
      ? { x, y: bottom - 4, textAnchor: 'middle' as const }
      : { transform: `translate(${x + 4} ${bottom - 3}) rotate(-90)` };
    return (
      <text key={left} className="bin-count" {...place}>
        {text}
      </text>
    );
  });
}

interface DiagramLabelsProps {
  readonly summary: EvaluationSummary;
  readonly size: number;
  readonly bottom: number;
}

/** Axes, diagonal and carets in words and numbers. */
export function DiagramLabels({ summary, size, bottom }: DiagramLabelsProps) {
  const words = strings.diagram;
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const pairs = [
    { at: summary.accuracy, text: `${words.accuracy} ${formatPercent(summary.accuracy)}` },
    {
      at: summary.meanConfidence,
      text: `${words.confidence} ${formatPercent(summary.meanConfidence)}`,
    },
  ];
  const lower = summary.accuracy <= summary.meanConfidence ? 0 : 1;
  return (
    <g className="diagram-labels">
      {ticks.map((tick) => (
        <g key={tick}>
          <text x={-6} y={(1 - tick) * size + 4} textAnchor="end">
            {formatPercent(tick, 0)}
          </text>
          <text x={tick * size} y={bottom + 42} textAnchor="middle">
            {formatPercent(tick, 0)}
          </text>
        </g>
      ))}
      {pairs.map(({ at, text }, index) => (
        <text
          key={text}
          className="caret-label"
          x={at * size + (index === lower ? 4 : -4)}
          y={bottom + 22}
          textAnchor={index === lower ? 'end' : 'start'}
        >
          {text}
        </text>
      ))}
      <text x={size} y={bottom + 60} textAnchor="end">
        {strings.twins.axis}
      </text>
      <text transform={`translate(-44 ${size / 2}) rotate(-90)`} textAnchor="middle">
        {strings.twins.accuracyAxis}
      </text>
      <text
        className="diagonal-label"
        transform={`translate(${size * 0.16} ${size * 0.84 - 6}) rotate(-45)`}
      >
        {words.diagonal}
      </text>
    </g>
  );
}
