import { memo } from 'react';
import type { MethodInfo } from '../../protocol/catalogue.ts';
import { isActive, isOver } from '../../store/runSlice.ts';
import { laneRemainingMs, raceStep } from '../../store/selectors.ts';
import { strings } from '../../strings.ts';
import { Marker } from '../charts/Marker.tsx';
import { formatClock, formatNumber } from '../format.ts';
import { methodColor } from '../theme.ts';
import { useLab } from '../useLab.ts';
import { Icon } from './Icon.tsx';
import { ParamForm } from './ParamForm.tsx';

const words = strings.lanes;

function Progress({ method }: { method: MethodInfo }) {
  const lane = useLab((state) => state.run?.lanes[method.id]);
  const total = useLab((state) => state.run?.config.steps ?? 1);
  const active = useLab((state) => state.run !== null && isActive(state.run.phase));
  const behind = useLab(({ run }) => run !== null && lane !== undefined && leads(run.lanes, lane));
  const left = useLab(({ run }) => (run ? roundedLeft(laneRemainingMs(run, method.id)) : null));
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
        {(1000 / lane.stepMs).toFixed(1)} steps/s
        {active && left !== null && ` · ${formatClock(left)} ${words.left}`}
        {active && behind && ` · ${words.joining}`}
      </span>
    </div>
  );
}

/** Whether another lane is more than a round ahead: this one still catches up. */
const leads = (lanes: Readonly<Record<string, { step: number }>>, lane: { step: number }) =>
  Object.values(lanes).some(({ step }) => step > lane.step + 1);

/** To whole seconds, so that a row is drawn no oftener than its text changes. */
const roundedLeft = (ms: number | null) => (ms === null ? null : Math.round(ms / 1000) * 1000);

/** A method that is not in the race under way can still come in. */
function JoinButton({ method: { id, label } }: { method: MethodInfo }) {
  const open = useLab(
    ({ run }) =>
      run !== null &&
      !isOver(run.phase) &&
      run.phase !== 'evaluating' &&
      raceStep(run) < run.config.steps &&
      !run.config.lanes.some(({ methodId }) => methodId === id),
  );
  const pending = useLab((state) => state.commandPending);
  const join = useLab((state) => state.join);
  if (!open) return null;
  return (
    <button
      type="button"
      className="join"
      disabled={pending}
      title={words.joinTitle(label)}
      onClick={() => void join(id)}
    >
      <Icon name="plus" /> {words.join}
    </button>
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
            <span className="tag">{kind === 'reference' ? words.reference : words.view}</span>
          </span>
        )}
        {kind === 'trained' && <JoinButton method={method} />}
        <details className="lane-more" name="lane">
          <summary aria-label={words.about(label)}>
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
