import { Fragment, memo, useMemo, useState } from 'react';
import { chanceBound, chanceSpread } from '../../../metrics/chanceBound.ts';
import type { MethodInfo, PaperRow } from '../../../protocol/catalogue.ts';
import type { MethodResult } from '../../../results/types.ts';
import type { LabState } from '../../../store/labState.ts';
import { isStaleAlpha } from '../../../store/results/selectors.ts';
import { hasResult, shownEntry, shownResultOf } from '../../../store/results/shown.ts';
import { scopes } from '../../../store/results/words.ts';
import { isOver } from '../../../store/run/phase.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatCount, formatNumber, formatPercent, formatPoints } from '../../format.ts';
import { later } from '../../later.tsx';
import { useLab, useLabShallow } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { atStep } from '../../words.ts';
import { Icon } from '../parts/Icon.tsx';
import { useScaledHead } from './useScaledHead.ts';
import { words } from './words.ts';
import './results.css';

/** Comes when a race is over. */
const Findings = later(() => import('../findings/Findings.tsx').then((m) => m.Findings));

/** Comes when a row is opened. */
const ResultDetails = later(() => import('./ResultDetails.tsx').then((m) => m.ResultDetails));

type Column = keyof PaperRow;

const columns: readonly Column[] = ['idAcc', 'oodAcc', 'idEce', 'oodEce', 'idEceTs', 'oodEceTs'];

/** "α 0.5 · final, n 1 089", from the ID split; the details row has every split's. */
function scopeText({ scope, step, splits, alpha }: MethodResult, rewound: boolean): string {
  const n = splits.find(({ role }) => role === 'id')?.raw.n;
  const mix = alpha === undefined ? '' : `α ${formatNumber(alpha)} · `;
  const when = rewound ? atStep(formatCount(step)) : scopes.live;
  return `${mix}${scope === 'full' ? scopes.full : when}, n ${formatCount(n)}`;
}

/**
 * The noise floor of a column's ECE, averaged over sets as the ECE is, and what 95 % of calibrated
 * models stay below; null for accuracies.
 */
function chanceOf({ splits }: MethodResult, column: Column) {
  if (column.endsWith('Acc')) return null;
  const role = column.startsWith('id') ? 'id' : 'ood';
  const summaries = splits
    .filter((split) => split.role === role)
    .map(({ raw, scaled }) => (column.endsWith('Ts') ? scaled : raw));
  const floor = summaries.reduce((sum, { noiseFloor }) => sum + noiseFloor, 0) / summaries.length;
  const spread = Math.hypot(...summaries.map(({ bins }) => chanceSpread(bins))) / summaries.length;
  return { floor, bound: chanceBound(floor, spread) };
}

function Cell({ result, column }: { result: MethodResult; column: Column }) {
  const value = result.row[column];
  const chance = chanceOf(result, column);
  const lost = chance !== null && value <= chance.bound;
  return (
    <b
      className={lost ? 'at-floor' : ''}
      title={lost ? words.atFloor(formatPercent(chance.floor), formatPercent(chance.bound)) : ''}
    >
      {lost && <span aria-hidden="true">~</span>}
      {formatPoints(value)}
    </b>
  );
}

const Row = memo(function Row({ method }: { method: MethodInfo }) {
  const [open, setOpen] = useState(false);
  const result = useQueued(useMemo(() => shownResultOf(method.id), [method.id]));
  const rewound = useLab((state) => state.clock.scrubStep !== null);
  const near = useLab((state) => isStaleAlpha(result, state.knobs));
  // The paper scaled by its own temperatures, not by the slider's.
  const custom = useLab(({ knobs }) => knobs.temperature !== 'own' && knobs.temperature !== 1);
  const { id, label, style, paper } = method;
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
            onClick={() => setOpen(!open)}
          >
            <Marker style={style} size={13} />
            <span>
              {label}
              {!result && <em className="paper-tag">{words.paperOnly}</em>}
              {result && (
                <span className="scope">
                  {near && '≈ '}
                  {scopeText(result, rewound)}
                </span>
              )}
            </span>
            {result && <Icon name="chevron" />}
          </button>
        </th>
        {columns.map((column) => (
          <td key={column}>
            {result && <Cell result={result} column={column} />}
            <span className="paper">
              {custom && column.endsWith('Ts') ? '' : formatPoints(paper?.[column])}
            </span>
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
          <td colSpan={columns.length + 2}>
            <ResultDetails result={result} />
          </td>
        </tr>
      )}
    </Fragment>
  );
});

/** Offered while the shown numbers come from live subsets and the worker rests. */
function FinalEvaluation() {
  const evaluateAll = useLab((state) => state.evaluateAll);
  const pending = useLab((state) => state.commandPending);
  const phase = useLab((state) => (state.run?.hasWeights ? state.run.phase : null));
  const live = useLab((state) =>
    Object.keys(state.evaluations).some((id) => shownEntry(state, id)?.scope === 'live'),
  );
  const rests = phase !== null && (phase === 'paused' || (isOver(phase) && phase !== 'failed'));
  if (!live || !rests) return null;
  return (
    <button
      type="button"
      disabled={pending}
      title={words.evaluateTitle}
      onClick={() => void evaluateAll()}
    >
      {pending ? words.evaluating : words.evaluate}
    </button>
  );
}

/** A file's weights have a row only once they are there. */
function shownMethods(state: LabState): readonly MethodInfo[] {
  const methods = state.engine.catalogue?.methods ?? [];
  return methods.filter(({ id, paper }) => paper !== undefined || hasResult(state, id));
}

/** The paper's table: this run's numbers, the paper's beneath in small type. */
export function ResultsTable() {
  const methods = useLabShallow(shownMethods);
  const { accuracy, ece } = words.groups;
  const scaled = useScaledHead();
  const hasFindings = useLab((state) => state.findings !== null);
  return (
    <div className="results">
      {hasFindings && <Findings />}
      <p className="help">{words.whose}</p>
      <div className="table-scroll">
        <table aria-label={words.label}>
          <thead>
            <tr>
              <th rowSpan={2} scope="col">
                %
              </th>
              {[accuracy, ece, scaled].map(({ head, help }) => (
                <th key={head} colSpan={2} scope="colgroup" title={help} className="group">
                  {head}
                </th>
              ))}
              <th rowSpan={2} scope="col" title={words.temperature}>
                T*
              </th>
            </tr>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column.startsWith('id') ? 'ID' : 'OOD'}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {methods.length === 0 && (
              <tr>
                <td colSpan={columns.length + 2} className="muted">
                  {words.waiting}
                </td>
              </tr>
            )}
            {methods.map((method) => (
              <Row key={method.id} method={method} />
            ))}
          </tbody>
        </table>
      </div>
      <div className="results-foot">
        <p className="help">{words.legend}</p>
        <FinalEvaluation />
      </div>
    </div>
  );
}
