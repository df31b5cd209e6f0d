import { useId } from 'react';
import type { SmoothPoint, SmoothReliability } from '../../metrics/smoothReliability.ts';
import type { EvaluationSummary } from '../../results/types.ts';
import { formatCount, formatPercent } from '../format.ts';
import { DiagramLabels } from './DiagramLabels.tsx';
import { Hatch } from './Hatch.tsx';
import { largeHistogram, largeMargin } from './ReliabilityDiagram.tsx';
import { Carets, plotGap } from './ReliabilityPlot.tsx';
import { densityArea, smoothBand, smoothCurve, smoothGap } from './smoothMarks.ts';
import { smooth as words } from './words.ts';

export interface SmoothDiagramProps {
  /** Method and images. */
  readonly title: string;
  readonly color: string;
  readonly smooth: SmoothReliability;
  /** The curve at T = 1; null when that is what is shown. */
  readonly raw: SmoothReliability | null;
  /** Of the same images. */
  readonly summary: EvaluationSummary;
  readonly classCount: number;
  /** Side of the square, px. */
  readonly size: number;
}

/** Some points along the curve, for those who cannot see it. */
export function somePoints(points: readonly SmoothPoint[], count: number): readonly SmoothPoint[] {
  const few = Math.min(count, points.length);
  return Array.from(
    { length: few },
    (_, i) => points[Math.round((i * (points.length - 1)) / Math.max(1, few - 1))]!,
  );
}

function spoken(title: string, { smoothEce, points }: SmoothReliability, n: number): string {
  const places = somePoints(points, 5).map(({ confidence, accuracy }) =>
    words.place(formatPercent(confidence, 0), formatPercent(accuracy, 0)),
  );
  return words.spoken(title, formatPercent(smoothEce), formatCount(n), places.join(', '));
}

/**
 * Accuracy against confidence without bins: the curve, its pointwise 95 % band, the gap to the diagonal
 * (solid: over-confident; hatched: under-confident), and below how densely the confidences lie.
 */
export function SmoothDiagram(props: SmoothDiagramProps) {
  const { title, color, smooth, raw, summary, classCount, size } = props;
  const hatchId = `hatch-${useId()}`;
  const { points } = smooth;
  const bottom = size + plotGap + largeHistogram;
  const { left, right, top } = largeMargin;
  const width = size + left + right;
  return (
    <figure
      className="reliability large smooth"
      style={{ width }}
      aria-label={spoken(title, smooth, summary.n)}
    >
      <svg width={width} height={top + bottom + largeMargin.bottom} aria-hidden="true">
        <g transform={`translate(${left} ${top})`}>
          <defs>
            <Hatch id={hatchId} color={color} />
          </defs>
          <rect className="plot" x="0.5" y="0.5" width={size - 1} height={size - 1} />
          <path className="grid" d={`M0 ${size / 2}H${size}M${size / 2} 0V${size}`} />
          <rect className="impossible" x="0" y="0" width={size / classCount} height={size} />
          <path className="smooth-gap over" d={smoothGap(points, size, 'over')} fill={color} />
          <path
            className="smooth-gap under"
            d={smoothGap(points, size, 'under')}
            fill={`url(#${hatchId})`}
          />
          <path className="smooth-band" d={smoothBand(points, size)} fill={color} stroke={color} />
          {raw && <path className="ghost" d={smoothCurve(raw.points, size)} />}
          <path className="diagonal" d={`M0 ${size}L${size} 0`} />
          <path className="smooth-curve" d={smoothCurve(points, size)} stroke={color} />
          <path
            className="count"
            d={densityArea(points, { size, height: largeHistogram, bottom })}
          />
          <path className="axis" d={`M0 ${bottom + 0.5}H${size}`} />
          <Carets {...{ summary, color, size, bottom }} />
          <DiagramLabels {...{ summary, size, bottom }} />
        </g>
      </svg>
    </figure>
  );
}
