import { Fragment, memo, useMemo } from 'react';
import { chanceBound, chanceSpread } from '../../../metrics/chanceBound.ts';
import type { MethodInfo, PaperRow } from '../../../protocol/catalogue.ts';
import { columnValue } from '../../../results/tableColumns.ts';
import type { MethodResult } from '../../../results/types.ts';
import { isStaleAlpha } from '../../../store/results/selectors.ts';
import { shownEntry, shownResultOf } from '../../../store/results/shown.ts';
import { scopes } from '../../../store/results/words.ts';
import { Marker } from '../../charts/Marker.tsx';
import {
  formatCount,
  formatMetric,
  formatNumber,
  formatPercent,
  formatPoints,
} from '../../format.ts';
import { later } from '../../later.tsx';
import { useLab, useLabStore } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { atStep } from '../../words.ts';
import { Icon } from '../parts/Icon.tsx';
import { columnRoles, type ShownColumn } from './shownColumns.ts';
import { words } from './words.ts';

/** Comes when a row is opened. */
const ResultDetails = later(() => import('./ResultDetails.tsx').then((m) => m.ResultDetails));

/** "α 0.5 · final, n 1 089", from the ID split; the details row has every split's. */
function scopeText({ scope, step, splits, alpha }: MethodResult, rewound: boolean): string {
  const n = splits.find(({ role }) => role === 'id')?.raw.n;
  const mix = alpha === undefined ? '' : `α ${formatNumber(alpha)} · `;
  const when = rewound ? atStep(formatCount(step)) : scopes.live;
  return `${mix}${scope === 'full' ? scopes.full : when}, n ${formatCount(n)}`;
}

/**
 * The noise floor of an ECE, averaged over sets as the ECE is, and what 95 % of calibrated models
 * stay below; null for other metrics, which have none.
 */
function chanceOf({ splits }: MethodResult, { metric, scaled }: ShownColumn, role: 'id' | 'ood') {
  if (metric !== 'ece') return null;
  const summaries = splits
    .filter((split) => split.role === role)
    .map((split) => (scaled ? split.scaled : split.raw));
  const floor = summaries.reduce((sum, { noiseFloor }) => sum + noiseFloor, 0) / summaries.length;
  const spread = Math.hypot(...summaries.map(({ bins }) => chanceSpread(bins))) / summaries.length;
  return { floor, bound: chanceBound(floor, spread) };
}

interface CellProps {
  readonly result: MethodResult;
  readonly column: ShownColumn;
  readonly role: 'id' | 'ood';
  /** Its logits are there: what is not known yet is being computed. */
  readonly measurable: boolean;
}

function Cell({ result, column, role, measurable }: CellProps) {
  const value = columnValue(result.splits, column, role);
  if (value === undefined && measurable) return <b>{words.computing}</b>;
  const chance = chanceOf(result, column, role);
  const lost = chance !== null && value !== undefined && value <= chance.bound;
  const title = lost
    ? words.atFloor(formatPercent(chance.floor), formatPercent(chance.bound))
    : value === undefined
      ? words.noLogits
      : '';
  return (
    <b className={lost ? 'at-floor' : ''} title={title}>
      {lost && <span aria-hidden="true">~</span>}
      {formatMetric(value, column)}
    </b>
  );
}

interface RowProps {
  readonly method: MethodInfo;
  readonly columns: readonly ShownColumn[];
}

/** One method: its values, the paper's beneath in small type, and on demand every set and metric. */
export const ResultRow = memo(function ResultRow({ method, columns }: RowProps) {
  const { id, label, style, paper } = method;
  const store = useLabStore();
  const open = useLab(({ table }) => table.details[id] !== undefined);
  const result = useQueued(useMemo(() => shownResultOf(id), [id]));
  const measurable = useLab((state) => !shownEntry(state, id)?.bare);
  const rewound = useLab((state) => state.clock.scrubStep !== null);
  const near = useLab((state) => isStaleAlpha(result, state.knobs));
  // The paper scaled by its own temperatures, not by the slider's.
  const custom = useLab(({ knobs }) => knobs.temperature !== 'own' && knobs.temperature !== 1);
  return (
    <Fragment>
      <tr data-missing={!result}>
        <th scope="row">
          <button
            type="button"
            className="row-toggle"
            aria-expanded={open}
            aria-controls={`details-${id}`}
            disabled={!result}
            title={result ? words.details : words.notRun}
            onClick={() => store.getState().toggleDetails(id)}
          >
            <Marker style={style} size={13} />
            <span>
              {label}
              {!result && <em className="paper-tag">{words.paperOnly}</em>}
              {result && (
                <span className="scope">
                  {near && '≈ '}
                  {scopeText(result, rewound)}
                  {paper && <em className="paper-tag">{words.paperOnly}</em>}
                </span>
              )}
            </span>
            {result && <Icon name="chevron" />}
          </button>
        </th>
        {columnRoles(columns).map(({ column, role, key }) => (
          <td key={key}>
            {result && <Cell {...{ result, column, role, measurable }} />}
            {paper && key in paper && (
              <span className="paper">
                {custom && column.scaled ? '' : formatPoints(paper[key as keyof PaperRow])}
              </span>
            )}
          </td>
        ))}
        <td>
          {result && (
            <b title={result.temperatureAtBound ? words.atBound : undefined}>
              {result.temperature.toFixed(2)}
              {result.temperatureAtBound ? ' !' : ''}
            </b>
          )}
        </td>
      </tr>
      {open && result && (
        <tr id={`details-${id}`} className="details">
          <td colSpan={2 * columns.length + 2}>
            <div className="details-scroll">
              <ResultDetails result={result} measurable={measurable} />
            </div>
          </td>
        </tr>
      )}
    </Fragment>
  );
});
