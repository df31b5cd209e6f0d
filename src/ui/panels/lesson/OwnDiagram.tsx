import type { Dot } from '../../../lessons/guesses.ts';
import { formatPercent } from '../../format.ts';
import { guesses as words } from './words.ts';

const size = 200;
const margin = { left: 34, bottom: 34, top: 10, right: 12 };
/** Nobody is less sure than a coin toss here. */
const lowest = 0.4;
const x = (value: number) => ((value - lowest) / (1 - lowest)) * size;
const y = (value: number) => size - value * size;
const radius = (of: number) => 4 + 2.2 * Math.sqrt(of);

interface OwnDiagramProps {
  readonly yours: readonly Dot[];
  readonly models: readonly Dot[];
}

/** Dots of one's own answers, by how sure and how often right; the model's as rings. */
export function OwnDiagram({ yours, models }: OwnDiagramProps) {
  const spoken = yours.map(({ confidence, right, of }) =>
    words.dot(formatPercent(confidence, 0), right, of),
  );
  const marks = (dots: readonly Dot[], name: 'you' | 'model') =>
    dots.map(({ confidence, right, of }) => (
      <g key={confidence} className={`dot-${name}`}>
        <circle cx={x(confidence)} cy={y(right / of)} r={radius(of)} />
        {name === 'you' && (
          <text x={x(confidence)} y={y(right / of) + (right === of ? 26 : -14)}>
            {words.share(right, of)}
          </text>
        )}
      </g>
    ));
  return (
    <svg
      className="own-diagram"
      role="img"
      aria-label={words.diagram(spoken.join(' '))}
      viewBox={`0 0 ${size + margin.left + margin.right} ${size + margin.top + margin.bottom}`}
    >
      <g transform={`translate(${margin.left} ${margin.top})`}>
        <rect className="frame" width={size} height={size} />
        <path className="line" d={`M${x(lowest)} ${y(lowest)}L${x(1)} ${y(1)}`} />
        {[0.5, 0.7, 0.9, 1].map((tick) => (
          <text key={tick} className="tick" x={x(tick)} y={size + 15}>
            {Math.round(100 * tick)}
          </text>
        ))}
        {[0, 0.5, 1].map((tick) => (
          <text key={tick} className="tick left" x={-6} y={y(tick) + 4}>
            {Math.round(100 * tick)}
          </text>
        ))}
        <text className="axis" x={size / 2} y={size + 31}>
          {words.axis}, %
        </text>
        <text className="axis" transform={`translate(-24 ${size / 2}) rotate(-90)`}>
          {words.rows}, %
        </text>
        {marks(models, 'model')}
        {marks(yours, 'you')}
      </g>
    </svg>
  );
}
