import type { BatchedEce } from '../../metrics/publishedEce.ts';
import { formatCount } from '../format.ts';
import { niceDomain, niceTicks } from './niceTicks.ts';
import { tickLabels } from './tickLabels.ts';

interface BatchCurveProps {
  readonly title: string;
  /** By batch size, increasing; at least one. */
  readonly sizes: readonly BatchedEce[];
  /** The batch size that is marked: one of them. */
  readonly chosen: BatchedEce;
  /** What the two lines are called. */
  readonly names: { readonly ece: string; readonly noiseFloor: string };
}

const width = 320;
const height = 132;
const margin = { left: 28, right: 10, top: 16, bottom: 20 };
const powers = [8, 32, 128, 512, 2048, 8192];

/** The batch-averaged ECE and its noise floor over batch sizes, logarithmic; the size of choice is marked. */
export function BatchCurve({ title, sizes, chosen, names }: BatchCurveProps) {
  const most = sizes.at(-1)?.batchSize ?? 1;
  const values = sizes.flatMap(({ ece, noiseFloor }) => [ece, noiseFloor]);
  const [, high] = niceDomain(0, Math.max(0.05, ...values), 4);
  const bottom = height - margin.bottom;
  const right = width - margin.right;
  const least = sizes[0]?.batchSize ?? 1;
  const span = Math.log2(Math.max(2, most / least));
  const x = (size: number) =>
    margin.left + (Math.log2(size / least) / span) * (right - margin.left);
  const y = (value: number) => bottom - (value / high) * (bottom - margin.top);
  const path = (of: (one: BatchedEce) => number) =>
    `M${sizes.map((one) => `${x(one.batchSize).toFixed(1)} ${y(of(one)).toFixed(1)}`).join('L')}`;
  const ticks = niceTicks(0, high, 4);
  const labels = tickLabels(ticks, 'percent');
  // A tick that would touch the last one is left out.
  const across = [...powers.filter((size) => size >= least && size * 1.6 < most), most];
  const at = x(chosen.batchSize);
  return (
    <svg className="batch-curve" width={width} height={height} role="img" aria-label={title}>
      {ticks.map((tick, index) => (
        <g key={tick}>
          <path className="grid" d={`M${margin.left} ${y(tick)}H${right}`} />
          <text x={margin.left - 6} y={y(tick)} dy="0.32em" textAnchor="end">
            {labels[index]}
          </text>
        </g>
      ))}
      {across.map((size) => (
        <text key={size} x={x(size)} y={bottom + 15} textAnchor="middle">
          {formatCount(size)}
        </text>
      ))}
      <path className="here" d={`M${at} ${margin.top}V${bottom}`} />
      <path className="floor" d={path(({ noiseFloor }) => noiseFloor)} />
      <path className="line" d={path(({ ece }) => ece)} />
      <circle cx={at} cy={y(chosen.ece)} r={4} />
      <text x={right} y={10} textAnchor="end">
        {names.ece} — · {names.noiseFloor} - -
      </text>
    </svg>
  );
}
