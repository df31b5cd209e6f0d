import type { EvaluationSummary } from '../../results/types.ts';
import { formatCount, formatPercent, formatPoints } from '../format.ts';
import { BinBrush } from './BinBrush.tsx';
import type { ConfidenceRange } from './brushRange.ts';
import { caretHeight, plotGap, ReliabilityPlot } from './ReliabilityPlot.tsx';
import { bracketed, captionWords, isResolved, spokenDiagram } from './reliabilityWords.ts';
import { diagram as words } from './words.ts';

export interface ReliabilityDiagramProps {
  /** Method and set. */
  readonly title: string;
  readonly color: string;
  readonly summary: EvaluationSummary;
  /** The same at T = 1, for the ghost outline; null when that is what is shown. */
  readonly raw: EvaluationSummary | null;
  readonly classCount: number;
  /** Side of the square, px. */
  readonly size: number;
  /** Brushed confidences; the same in every diagram. */
  readonly range: ConfidenceRange | null;
  /** Without it no range can be brushed. */
  onBrush?(range: ConfidenceRange | null, done: boolean): void;
  /** A bin that is spoken of beside the diagram: it has an outline. */
  readonly told?: ConfidenceRange | null;
  /** With what its axes are, in everyday words. */
  readonly axes?: boolean;
  /** With axes and their words, and without the caption. */
  readonly labelled?: boolean;
  /** Opens the large version; without it there is none. */
  onEnlarge?(): void;
}

/** The brushed stretch, and what lies outside of it dimmed. */
function BrushBand({
  range,
  size,
  height,
}: {
  range: ConfidenceRange;
  size: number;
  height: number;
}) {
  const [low, high] = range;
  return (
    <g className="band">
      <rect className="veil" width={low * size} height={height} />
      <rect className="veil" x={high * size} width={(1 - high) * size} height={height} />
      <path d={`M${low * size} 0V${height}M${high * size} 0V${height}`} />
    </g>
  );
}

/** What the axes are, in everyday words, where the plot has room for them. */
function AxisWords({ size, height }: { size: number; height: number }) {
  return (
    <g className="axis-words">
      <text x={6} y={15}>
        {words.howRight}
      </text>
      <text x={size} y={height + caretHeight + 12} textAnchor="end">
        {words.howSure}
      </text>
    </g>
  );
}

/** The bar of a bin, from the axis up, as an outline. */
function Told({
  told,
  summary,
  size,
}: {
  told: ConfidenceRange;
  summary: EvaluationSummary;
  size: number;
}) {
  const bin = summary.bins.find(({ lower, upper }) => lower === told[0] && upper === told[1]);
  if (!bin) return null;
  const high = Math.max(bin.accuracy ?? 0, bin.confidence ?? 0);
  return (
    <rect
      className="told"
      x={bin.lower * size}
      y={(1 - high) * size}
      width={(bin.upper - bin.lower) * size}
      height={high * size}
    />
  );
}

/** ECE, interval, floor and n under a small diagram; the first line opens the large one, where there is one. */
function Caption({ title, summary, onEnlarge }: ReliabilityDiagramProps) {
  const resolved = isResolved(summary);
  const ece = words.ece(formatPercent(summary.ece));
  return (
    <figcaption data-resolved={resolved} title={captionWords(summary)}>
      {onEnlarge ? (
        <button
          type="button"
          className="enlarge"
          aria-label={words.enlarge(`${title}, ${ece}`)}
          onClick={onEnlarge}
        >
          <strong>{ece}</strong>
          <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
            <path d="M6 1h3v3M9 1L5.8 4.2M4 9H1V6M1 9l3.2-3.2" />
          </svg>
        </button>
      ) : (
        <strong>{ece}</strong>
      )}
      <span>{bracketed(summary.eceInterval)}</span>
      <span className="floor">
        <span>{(resolved ? words.floor : words.belowFloor)(formatPoints(summary.noiseFloor))}</span>
        <span>n {formatCount(summary.n)}</span>
      </span>
    </figcaption>
  );
}

/**
 * Accuracy against confidence, a bin at a time: the tick is the accuracy, the bar its gap to the mean
 * confidence (solid: over-confident; hatched: under-confident), the thin line a 95 % interval. Below,
 * on the same axis, how many images fall in each bin; the carets are accuracy (full) and mean
 * confidence (open), their distance the signed gap. Empty bins draw nothing but a hatch on the axis.
 */
export function ReliabilityDiagram(props: ReliabilityDiagramProps) {
  const { title, color, summary, raw, classCount, size, range, onBrush, labelled = false } = props;
  const { told = null, axes = false } = props;
  const histogramHeight = labelled ? largeHistogram : Math.max(18, Math.round(size * 0.2));
  const height = size + plotGap + histogramHeight;
  const margin = labelled ? largeMargin : axes ? wordsMargin : noMargin;
  const width = size + margin.left + margin.right;
  return (
    <figure
      className={labelled ? 'reliability large' : 'reliability'}
      style={labelled ? { width } : undefined}
      aria-label={spokenDiagram(title, summary)}
    >
      <div className="diagram">
        <svg width={width} height={margin.top + height + margin.bottom} aria-hidden="true">
          <g transform={`translate(${margin.left} ${margin.top})`}>
            <ReliabilityPlot
              {...{ color, summary, raw, classCount, size, histogramHeight, labelled }}
            />
            {axes && <AxisWords {...{ size, height }} />}
            {told && <Told {...{ told, summary, size }} />}
            {range && <BrushBand range={range} size={size} height={height} />}
          </g>
        </svg>
        {onBrush && (
          <BinBrush
            {...{ title, range, onBrush }}
            bins={summary.bins}
            box={{ left: margin.left, top: margin.top, width: size, height }}
          />
        )}
      </div>
      {!labelled && <Caption {...props} />}
    </figure>
  );
}

/** Room for the words of a large diagram, px. */
export const largeMargin = { left: 56, right: 16, bottom: 68, top: 8 };
export const largeHistogram = 64;
const noMargin = { left: 0, right: 0, bottom: caretHeight, top: 0 };
const wordsMargin = { ...noMargin, bottom: caretHeight + 16 };
