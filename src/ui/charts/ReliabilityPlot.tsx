import { memo, useId } from 'react';
import type { EvaluationSummary } from '../../results/types.ts';
import { DiagramLabels, HistogramCounts } from './DiagramLabels.tsx';
import { Hatch } from './Hatch.tsx';
import {
  type BinMarks,
  emptyStretches,
  reliabilityMarks,
  stepOutline,
} from './reliabilityMarks.ts';

export interface ReliabilityPlotProps {
  readonly color: string;
  readonly summary: EvaluationSummary;
  /** The same without temperature, drawn as an outline; null where nothing was scaled. */
  readonly raw: EvaluationSummary | null;
  readonly classCount: number;
  /** Side of the square, px. */
  readonly size: number;
  readonly histogramHeight: number;
  /** With words and numbers beside the marks. */
  readonly labelled: boolean;
}

/** Between the square and the histogram, px. */
export const plotGap = 4;
export const caretHeight = 8;

function Bin({ bin, size, fill }: { bin: BinMarks; size: number; fill: [string, string] }) {
  const [color, hatch] = fill;
  const x = bin.left * size + 0.5;
  const width = Math.max(1, (bin.right - bin.left) * size - 1);
  const centre = x + width / 2;
  const y = (value: number) => (1 - value) * size;
  const low = Math.min(bin.accuracy, bin.confidence);
  const high = Math.max(bin.accuracy, bin.confidence);
  return (
    <g className={bin.faint ? 'bin faint' : 'bin'} data-side={bin.side}>
      <rect className="body" x={x} y={y(low)} width={width} height={low * size} fill={color} />
      <rect
        className={`gap ${bin.side}`}
        x={x}
        y={y(high)}
        width={width}
        height={(high - low) * size}
        fill={bin.side === 'over' ? color : hatch}
      />
      {bin.whisker && (
        <path className="whisker" d={`M${centre} ${y(bin.whisker[0])}V${y(bin.whisker[1])}`} />
      )}
      <path className="tick" d={`M${x} ${y(bin.accuracy)}H${x + width}`} stroke={color} />
    </g>
  );
}

interface CaretsProps {
  readonly summary: Pick<EvaluationSummary, 'accuracy' | 'meanConfidence'>;
  readonly color: string;
  readonly size: number;
  readonly bottom: number;
}

/** Accuracy (full) and mean confidence (open) under the axis of confidence; nothing without images. */
export function Carets({ summary, color, size, bottom }: CaretsProps) {
  const caret = (x: number) => `M${x * size} ${bottom + 1.5}l-3.5 ${caretHeight - 2.5}h7Z`;
  if (Number.isNaN(summary.accuracy)) return null;
  return (
    <>
      <path className="caret" d={caret(summary.accuracy)} fill={color} stroke={color} />
      <path className="caret" d={caret(summary.meanConfidence)} fill="none" stroke={color} />
    </>
  );
}

/** Everything of a reliability diagram that does not answer to the pointer. */
export const ReliabilityPlot = memo(function ReliabilityPlot(props: ReliabilityPlotProps) {
  const { color, summary, raw, classCount, size, histogramHeight, labelled } = props;
  const hatchId = `hatch-${useId()}`;
  const emptyId = `empty-${useId()}`;
  const bins = reliabilityMarks(summary.bins);
  const bottom = size + plotGap + histogramHeight;
  return (
    <g>
      <defs>
        <Hatch id={hatchId} color={color} />
        <pattern
          id={emptyId}
          className="empty-hatch"
          width="4"
          height="4"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(-45)"
        >
          <path d="M0 0V4" strokeWidth="1.5" />
        </pattern>
      </defs>
      <rect className="plot" x="0.5" y="0.5" width={size - 1} height={size - 1} />
      <path className="grid" d={`M0 ${size / 2}H${size}M${size / 2} 0V${size}`} />
      <rect className="impossible" x="0" y="0" width={size / classCount} height={size} />
      {bins.map((bin) => (
        <Bin key={bin.left} bin={bin} size={size} fill={[color, `url(#${hatchId})`]} />
      ))}
      {raw && <path className="ghost" d={stepOutline(raw.bins, size)} />}
      <path className="diagonal" d={`M0 ${size}L${size} 0`} />
      {bins.map((bin) => (
        <rect
          key={bin.left}
          className="count"
          x={bin.left * size + 0.5}
          y={bottom - Math.max(1, bin.share * histogramHeight)}
          width={Math.max(1, (bin.right - bin.left) * size - 1)}
          height={Math.max(1, bin.share * histogramHeight)}
        />
      ))}
      {emptyStretches(summary.bins).map(({ left, right }) => (
        <rect
          key={left}
          className="no-data"
          x={left * size}
          y={bottom - 5}
          width={(right - left) * size}
          height="5"
          fill={`url(#${emptyId})`}
        />
      ))}
      <path className="axis" d={`M0 ${bottom + 0.5}H${size}`} />
      <HistogramCounts {...{ bins, size, labelled }} top={size + plotGap} bottom={bottom} />
      <Carets {...{ summary, color, size, bottom }} />
      {labelled && <DiagramLabels {...{ summary, size, bottom }} />}
    </g>
  );
});
