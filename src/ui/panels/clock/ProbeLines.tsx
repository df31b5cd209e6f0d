import { pinnedProbes } from '../../../store/selection/probes.ts';
import { probePath } from '../../charts/ProbeChart.tsx';
import { methodColor } from '../../theme.ts';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { words } from './words.ts';

/** Units of the drawing; it is stretched over its container. */
const width = 1000;
const height = 100;

/**
 * Lines of the pinned images over a timeline: x is the share of the race over the full width of the
 * container, y the confidence in the true class, 1 at the top. Dashes tell one image from another.
 */
export function ProbeLines() {
  const probes = useQueued(pinnedProbes);
  const methods = useLab((state) => state.engine.catalogue?.methods);
  const totalSteps = useLab((state) => state.run?.config.steps ?? 1);
  if (probes.length === 0) return null;
  return (
    <svg
      className="probe-lines"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words.pinLines(probes.length)}
    >
      <title>{words.pinLines(probes.length)}</title>
      {probes.flatMap(({ image, lines }, order) =>
        lines.map(({ methodId, points }) => {
          const style = methods?.find(({ id }) => id === methodId)?.style;
          if (!style || points.length < 2) return null;
          return (
            <path
              key={`${image.splitId}/${image.index}/${methodId}`}
              d={probePath(points, totalSteps, width, height)}
              stroke={methodColor(style.hue)}
              strokeDasharray={order === 0 ? undefined : `${2 + 2 * order} 3`}
              vectorEffect="non-scaling-stroke"
            />
          );
        }),
      )}
    </svg>
  );
}
