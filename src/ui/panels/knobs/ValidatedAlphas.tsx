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
  const [first] = chosen;
  if (!first) return null;
  return (
    <p className="validated">
      <span title={words.validatedTitle(Number(first[3]), formatCount(Number(first[2])))}>
        {words.validated}
      </span>
      {chosen.map(([viewId, alpha]) => {
        const view = views.find(({ id }) => id === viewId);
        if (!view) return null;
        const value = formatNumber(Number(alpha));
        return (
          <button
            key={viewId}
            type="button"
            className="small"
            title={words.take(view.label, value)}
            aria-label={words.take(view.label, value)}
            onClick={() => setAlpha(Number(alpha))}
          >
            <Marker style={view.style} size={11} /> {value}
          </button>
        );
      })}
    </p>
  );
}
