import { formatCount } from '../format.ts';
import { labelledSteps, timelineX } from './timelineMarks.ts';

export interface TimelineProps {
  readonly width: number;
  readonly height: number;
  readonly total: number;
  /** Steps done by all. */
  readonly done: number;
  /** Evaluated, and still to be evaluated, increasing. */
  readonly evaluated: readonly number[];
  readonly planned: readonly number[];
  readonly crosshair: number | null;
  /** Where the clock stands. */
  readonly shown: number | null;
}

const trackHeight = 4;

/** The race from its first step to its last: what has been run, and where it was looked at. */
export function Timeline(props: TimelineProps) {
  const { width, height, total, done, evaluated, planned, crosshair, shown } = props;
  const x = (step: number) => timelineX(step, total, width);
  const y = height - 22;
  const labels = labelledSteps([...new Set([...evaluated, ...planned])], total, width);
  return (
    <svg className="timeline" width={width} height={height} aria-hidden="true">
      <rect
        className="track"
        x={x(0)}
        y={y - trackHeight / 2}
        width={x(total) - x(0)}
        height={trackHeight}
        rx={trackHeight / 2}
      />
      <rect
        className="done"
        x={x(0)}
        y={y - trackHeight / 2}
        width={x(Math.min(done, total)) - x(0)}
        height={trackHeight}
        rx={trackHeight / 2}
      />
      {planned.map((step) => (
        <path key={step} className="planned" d={`M${x(step)} ${y - 4}V${y + 4}`} />
      ))}
      {evaluated.map((step) => (
        <circle
          key={step}
          className="evaluated"
          cx={x(step)}
          cy={y}
          r={4}
          data-shown={step === shown}
        />
      ))}
      {labels.map((step) => (
        <text
          key={step}
          x={x(step)}
          y={height - 3}
          textAnchor={step === 0 ? 'start' : step === total ? 'end' : 'middle'}
          dx={step === 0 ? -4 : step === total ? 4 : 0}
        >
          {formatCount(step)}
        </text>
      ))}
      {crosshair !== null && (
        <g>
          <path className="crosshair" d={`M${x(crosshair)} 2V${y}`} />
          <text
            className="crosshair-step"
            x={x(crosshair) + (crosshair > total * 0.9 ? -5 : 5)}
            y={11}
            textAnchor={crosshair > total * 0.9 ? 'end' : 'start'}
          >
            {formatCount(crosshair)}
          </text>
        </g>
      )}
    </svg>
  );
}
