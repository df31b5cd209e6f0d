import { memo, useId } from 'react';
import type { EvaluationSummary } from '../../results/types.ts';
import {
  formatCount,
  formatInterval,
  formatPercent,
  formatPoints,
  formatRange,
} from '../format.ts';
import { type BinMarks, reliabilityMarks } from './reliabilityMarks.ts';

export interface ReliabilityDiagramProps {
  /** Method and set, for those who cannot see the drawing. */
  readonly title: string;
  readonly color: string;
  readonly summary: EvaluationSummary;
  readonly classCount: number;
  /** Side of the square, px. */
  readonly size: number;
}

const histogramHeight = 24;
const caretHeight = 8;
const gap = 4;

function BinGroup({ bin, size, fill }: { bin: BinMarks; size: number; fill: [string, string] }) {
  const [color, hatch] = fill;
  const x = bin.left * size + 0.5;
  const width = Math.max(1, (bin.right - bin.left) * size - 1);
  const centre = x + width / 2;
  const y = (value: number) => (1 - value) * size;
  const top = Math.max(bin.accuracy, bin.confidence);
  const height = Math.abs(bin.accuracy - bin.confidence) * size;
  return (
    <g className={bin.faint ? 'bin faint' : 'bin'} data-side={bin.side}>
      <title>
        {`Confidence ${formatPercent(bin.left, 0)} to ${formatPercent(bin.right, 0)}: ` +
          `${formatCount(bin.correct)} of ${formatCount(bin.count)} right (${formatPercent(bin.accuracy)}), ` +
          `mean confidence ${formatPercent(bin.confidence)}`}
      </title>
      <rect className="hit" x={x} y={0} width={width} height={size} />
      <rect
        className="body"
        x={x}
        y={y(Math.min(bin.accuracy, bin.confidence))}
        width={width}
        height={Math.min(bin.accuracy, bin.confidence) * size}
        fill={color}
      />
      <rect
        className={`gap ${bin.side}`}
        x={x}
        y={y(top)}
        width={width}
        height={height}
        fill={bin.side === 'over' ? color : hatch}
      />
      {bin.whisker && (
        <path className="whisker" d={`M${centre} ${y(bin.whisker[0])}V${y(bin.whisker[1])}`} />
      )}
      <path className="tick" d={`M${x} ${y(bin.accuracy)}H${x + width}`} stroke={color} />
    </g>
  );
}

/**
 * Accuracy against confidence, a bin at a time: the tick is the accuracy, the bar its gap to the mean
 * confidence (solid: over-confident; hatched: under-confident), the thin line a 95 % interval. Below,
 * on the same axis, how many images fall in each bin; the carets are mean accuracy (full) and mean
 * confidence (open), their distance the signed gap. Empty bins draw nothing.
 */
export const ReliabilityDiagram = memo(function ReliabilityDiagram({
  title,
  color,
  summary,
  classCount,
  size,
}: ReliabilityDiagramProps) {
  const hatchId = `hatch-${useId()}`;
  const bins = reliabilityMarks(summary.bins);
  const chartHeight = size + gap + histogramHeight;
  const caret = (x: number) => `M${x * size} ${chartHeight + 1.5}l-3.5 ${caretHeight - 2.5}h7Z`;
  const bias = summary.signedGap > 0 ? 'over-confident' : 'under-confident';
  const spoken =
    `Reliability diagram, ${title}: ECE ${formatPercent(summary.ece)}, interval ` +
    `${formatInterval(summary.eceInterval)}, ${summary.binCount} bins, ` +
    `${formatCount(summary.n)} images, on the whole ${bias} by ` +
    `${formatPercent(Math.abs(summary.signedGap))}`;
  return (
    <figure className="reliability" style={{ width: size }} aria-label={spoken}>
      <svg width={size} height={chartHeight + caretHeight} aria-hidden="true">
        <defs>
          <pattern
            id={hatchId}
            width="4"
            height="4"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="4" height="4" fill={color} opacity="0.16" />
            <path d="M0 0V4" stroke={color} strokeWidth="2.4" />
          </pattern>
        </defs>
        <rect className="plot" x="0.5" y="0.5" width={size - 1} height={size - 1} />
        <path className="grid" d={`M0 ${size / 2}H${size}M${size / 2} 0V${size}`} />
        <rect className="impossible" x="0" y="0" width={size / classCount} height={size} />
        {bins.map((bin) => (
          <BinGroup key={bin.left} bin={bin} size={size} fill={[color, `url(#${hatchId})`]} />
        ))}
        <path className="diagonal" d={`M0 ${size}L${size} 0`} />
        {bins.map((bin) => (
          <rect
            key={bin.left}
            className="count"
            x={bin.left * size + 0.5}
            y={chartHeight - Math.max(1, bin.share * histogramHeight)}
            width={Math.max(1, (bin.right - bin.left) * size - 1)}
            height={Math.max(1, bin.share * histogramHeight)}
          >
            <title>{`${formatCount(bin.count)} images`}</title>
          </rect>
        ))}
        <path className="axis" d={`M0 ${chartHeight + 0.5}H${size}`} />
        <path className="caret" d={caret(summary.accuracy)} fill={color} stroke={color} />
        <path className="caret" d={caret(summary.meanConfidence)} fill="none" stroke={color} />
      </svg>
      <figcaption>
        <strong title={`95 % interval ${formatInterval(summary.eceInterval)}`}>
          ECE {formatPercent(summary.ece)}{' '}
          <span className="muted">{formatRange(summary.eceInterval)}</span>
        </strong>
        <span title={`${summary.binCount} bins; a perfectly calibrated model would show the floor`}>
          n {formatCount(summary.n)} · floor {formatPoints(summary.noiseFloor)}
        </span>
      </figcaption>
    </figure>
  );
});
