import { memo } from 'react';
import type { MethodInfo } from '../../protocol/catalogue.ts';
import { Marker } from '../charts/Marker.tsx';
import { formatMs, formatNumber } from '../format.ts';
import { methodColor } from '../theme.ts';
import { useLab } from '../useLab.ts';
import { Icon } from './Icon.tsx';
import { ParamForm } from './ParamForm.tsx';

function Progress({ method }: { method: MethodInfo }) {
  const lane = useLab((state) => state.run?.lanes[method.id]);
  const total = useLab((state) => state.run?.config.steps ?? 1);
  if (!lane) return null;
  return (
    <div className="lane-progress">
      <div className="meter" aria-hidden="true">
        <span
          style={{
            width: `${Math.min(1, lane.step / total) * 100}%`,
            background: methodColor(method.style.hue),
          }}
        />
      </div>
      <span>loss {formatNumber(lane.loss)}</span>
      <span className="muted">
        {formatMs(lane.stepMs)} · {(1000 / lane.stepMs).toFixed(1)} steps/s
      </span>
    </div>
  );
}

/** One method: trained ones can be ticked and set; references and views only say what they are. */
export const LaneRow = memo(function LaneRow({ method }: { method: MethodInfo }) {
  const { id, label, kind, base, summary, source, params, style } = method;
  const included = useLab((state) => state.setup.included[base ?? id] === true);
  const baseLabel = useLab((s) => s.engine.catalogue?.methods.find((m) => m.id === base)?.label);
  const include = useLab((state) => state.include);
  const active = kind === 'reference' || included;
  const hasParams = Object.keys(params).length > 0;
  return (
    <li className="lane" data-active={active}>
      <div className="lane-head">
        {kind === 'trained' ? (
          <label title={summary}>
            <input
              type="checkbox"
              checked={included}
              onChange={(event) => include(id, event.target.checked)}
            />
            <Marker style={style} />
            <span className="lane-name">{label}</span>
          </label>
        ) : (
          <span
            className="lane-view"
            title={baseLabel ? `Follows ${baseLabel}. ${summary}` : summary}
          >
            <Marker style={style} />
            <span className="lane-name">{label}</span>
            <span className="tag">{kind === 'reference' ? 'reference' : 'view'}</span>
          </span>
        )}
        <details className="lane-more" name="lane">
          <summary aria-label={`${label}: about${hasParams ? ' and settings' : ''}`}>
            <Icon name={hasParams ? 'sliders' : 'chevron'} />
          </summary>
          <div className="lane-about">
            <p>{summary}</p>
            <p className="muted">{source}</p>
            {hasParams && <ParamForm method={method} />}
          </div>
        </details>
      </div>
      <Progress method={method} />
    </li>
  );
});
