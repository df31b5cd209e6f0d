import { memo } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { LabState } from '../../../store/labState.ts';
import { isOver } from '../../../store/run/phase.ts';
import { lanesBehind, leadStep, raceStep } from '../../../store/run/selectors.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatCount, formatNumber } from '../../format.ts';
import { later } from '../../later.tsx';
import { methodColor } from '../../theme.ts';
import { useLab } from '../../useLab.ts';
import { Icon } from '../parts/Icon.tsx';
import { lanes as words } from './words.ts';

const ParamForm = later(() => import('./ParamForm.tsx').then((m) => m.ParamForm));

function Progress({ method }: { method: MethodInfo }) {
  const lane = useLab((state) => state.run?.lanes[method.id]);
  const total = useLab((state) => state.run?.config.steps ?? 1);
  const behind = useLab(({ run }) =>
    run && lanesBehind(run).includes(method.id) ? leadStep(run) : null,
  );
  const joins = useLab(
    ({ run }) =>
      run !== null &&
      method.kind === 'trained' &&
      !isOver(run.phase) &&
      raceStep(run) > 0 &&
      run.config.lanes.some(({ methodId }) => methodId === method.id),
  );
  // Of a race that is over, and of which no step is known, there is nothing to wait for.
  const waits = useLab(({ run }) => run !== null && !isOver(run.phase));
  if (!lane) return joins ? <p className="lane-joins muted">{words.joins}</p> : null;
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
      {Number.isFinite(lane.loss) ? (
        <span>{words.loss(formatNumber(lane.loss))}</span>
      ) : (
        // Before the first step the line is empty, so that nothing moves when it comes.
        waits && <span>{'\u00a0'}</span>
      )}
      <span className="muted">
        {behind !== null
          ? words.joining(formatCount(lane.step), formatCount(behind))
          : lane.stepMs > 0 && (
              <>
                {(1000 / lane.stepMs).toFixed(1)}
                <span className="roomy"> {words.rate.steps}</span>
                {words.rate.per}
              </>
            )}
      </span>
    </div>
  );
}

/** Whether a method that is not in the race under way can still come in. */
const canJoin =
  (id: string) =>
  ({ run }: LabState) =>
    run !== null &&
    !isOver(run.phase) &&
    run.phase !== 'evaluating' &&
    leadStep(run) < run.config.steps &&
    !run.config.lanes.some(({ methodId }) => methodId === id);

/** A tick for the next race; while one is under way that it is not in, the way into that. */
function Tick({ method: { id, kind, label, summary, style } }: { method: MethodInfo }) {
  const included = useLab((state) => state.setup.included[id] === true);
  const include = useLab((state) => state.include);
  const joins = useLab(canJoin(id));
  const open = joins && kind === 'trained';
  const pending = useLab((state) => state.commandPending);
  const join = useLab((state) => state.join);
  const name = (
    <>
      <Marker style={style} />
      <span className="lane-name">{label}</span>
    </>
  );
  if (open) {
    return (
      <button
        type="button"
        className="join"
        disabled={pending}
        aria-label={words.join(label)}
        title={words.joinTitle(label)}
        onClick={() => void join(id)}
      >
        <Icon name="plus" />
        {name}
      </button>
    );
  }
  return (
    <label title={summary}>
      <input
        type="checkbox"
        checked={included}
        onChange={(event) => include(id, event.target.checked)}
      />
      {name}
    </label>
  );
}

/** One method: trained ones can be ticked and set; references and views only say what they are. */
export const LaneRow = memo(function LaneRow({ method }: { method: MethodInfo }) {
  const { id, label, kind, base, summary, source, params, style } = method;
  const included = useLab((state) => state.setup.included[base ?? id] === true);
  const baseLabel = useLab((s) => s.engine.catalogue?.methods.find((m) => m.id === base)?.label);
  const active = kind === 'reference' || included;
  const hasParams = Object.keys(params).length > 0;
  return (
    <li className="lane" data-active={active}>
      <div className="lane-head">
        {kind === 'trained' || kind === 'combination' ? (
          <Tick method={method} />
        ) : (
          <span
            className="lane-view"
            title={baseLabel ? `Follows ${baseLabel}. ${summary}` : summary}
          >
            <Marker style={style} />
            <span className="lane-name">{label}</span>
            <span className="tag">{kind === 'reference' ? words.reference : words.mix}</span>
          </span>
        )}
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
