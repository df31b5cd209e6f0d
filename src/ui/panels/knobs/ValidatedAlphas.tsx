import { validatedAlphas } from '../../../store/results/validatedAlpha.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatCount, formatNumber } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { alpha as words } from './words.ts';

/** The mix that ID validation would take for each view, once all ticks are known; a press takes it. */
export function ValidatedAlphas() {
  const chosen = useLabShallow((state) =>
    validatedAlphas(state).map(({ viewId, alpha, n, of }) => [viewId, alpha, n, of].join(' ')),
  ).map((text) => text.split(' '));
  const views = useLabShallow(runMethods);
  const setAlpha = useLab((state) => state.setAlpha);
  if (chosen.length === 0) return null;
  return (
    <p className="validated">
      <span>{words.validated}</span>
      {chosen.map(([viewId, alpha, n, of]) => {
        const view = views.find(({ id }) => id === viewId);
        if (!view) return null;
        const value = formatNumber(Number(alpha));
        const says = words.take(view.label, value, Number(of), formatCount(Number(n)));
        return (
          <button
            key={viewId}
            type="button"
            className="small"
            title={says}
            aria-label={says}
            onClick={() => setAlpha(Number(alpha))}
          >
            <Marker style={view.style} size={11} /> {value}
          </button>
        );
      })}
    </p>
  );
}
