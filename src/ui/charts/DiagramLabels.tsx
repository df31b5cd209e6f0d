import type { EvaluationSummary } from '../../results/types.ts';
import { formatCount, formatPercent } from '../format.ts';
import type { BinMarks } from './reliabilityMarks.ts';
import { diagram as words } from './words.ts';

/** Advance of a digit at 12 px, px. */
const digitWidth = 6.9;
const lineHeight = 12;
/** Advance of a letter at 12 px, taken generously, px. */
const letter = 6.4;
/** Beside the square there is so much room for words, px. */
const rightRoom = 14;

interface HistogramCountsProps {
  readonly bins: readonly BinMarks[];
  readonly size: number;
  /** `right/count`; otherwise the count alone. */
  readonly labelled: boolean;
  readonly top: number;
  readonly bottom: number;
}

/** How many images each bin holds: all across where they fit; else none, or, in the large version, upwards. */
export function HistogramCounts({ bins, size, labelled, top, bottom }: HistogramCountsProps) {
  const text = ({ count, correct }: BinMarks) =>
    labelled ? `${correct}/${count}` : formatCount(count);
  const room = ({ left, right }: BinMarks) => (right - left) * size;
  const length = (bin: BinMarks) => text(bin).length * digitWidth;
  const across = bins.every((bin) => length(bin) <= room(bin) - 2);
  const fits = (bin: BinMarks) =>
    across || (room(bin) > lineHeight && length(bin) <= bottom - top + 2);
  if (!labelled && !across) return null;
  return bins.filter(fits).map((bin) => {
    const x = ((bin.left + bin.right) / 2) * size;
    const place = across
      ? { x, y: bottom - 4, textAnchor: 'middle' as const }
      : { transform: `translate(${x + 4} ${bottom - 3}) rotate(-90)` };
    return (
      <text key={bin.left} className="bin-count" {...place}>
        {text(bin)}
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
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const pairs = [
    { at: summary.accuracy, text: `${words.accuracy} ${formatPercent(summary.accuracy)}` },
    {
      at: summary.meanConfidence,
      text: `${words.confidence} ${formatPercent(summary.meanConfidence)}`,
    },
  ];
  const [first, second] = pairs[0]!.at <= pairs[1]!.at ? pairs : [...pairs].reverse();
  // The one on the right ends inside the drawing, and the other before it begins.
  const right = Math.min(second!.at * size + 4, size + rightRoom - second!.text.length * letter);
  const left = Math.min(first!.at * size - 4, right - letter);
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
      {!Number.isNaN(summary.accuracy) && (
        <>
          <text className="caret-label" x={left} y={bottom + 22} textAnchor="end">
            {first!.text}
          </text>
          <text className="caret-label" x={right} y={bottom + 22}>
            {second!.text}
          </text>
        </>
      )}
      <text x={size} y={bottom + 60} textAnchor="end">
        {words.axis}
      </text>
      <text transform={`translate(-44 ${size / 2}) rotate(-90)`} textAnchor="middle">
        {words.accuracyAxis}
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
