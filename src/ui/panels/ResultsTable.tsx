import { Fragment, memo, useState } from 'react';
import type { MethodInfo, PaperRow } from '../../protocol/catalogue.ts';
import type { MethodResult, TableRow } from '../../results/types.ts';
import { isOver } from '../../store/runSlice.ts';
import { Marker } from '../charts/Marker.tsx';
import { formatCount, formatNumber, formatPoints, missing } from '../format.ts';
import { useLab, useLabShallow } from '../useLab.ts';
import { Icon } from './Icon.tsx';
import { ResultDetails } from './ResultDetails.tsx';

type Column = keyof PaperRow;
const groups: readonly (readonly [string, string, Column, Column])[] = [
  ['Accuracy', 'Share of images named rightly', 'idAcc', 'oodAcc'],
  ['ECE', 'Calibration error of the raw confidences', 'idEce', 'oodEce'],
  ['ECE with TS', 'Calibration error after temperature scaling', 'idEceTs', 'oodEceTs'],
];
const columns = groups.flatMap(([, , id, ood]) => [id, ood]);

/** "all n 1 089" or "live n 200", from the ID split; the details row has every split's. */
function scopeText({ scope, splits, alpha }: MethodResult): string {
  const n = splits.find(({ role }) => role === 'id')?.raw.n;
  const mix = alpha === undefined ? '' : `α ${formatNumber(alpha)} · `;
  return `${mix}${scope === 'full' ? 'final' : 'live'}, n ${formatCount(n)}`;
}

function Cell({ row, paper, column }: { row?: TableRow; paper?: PaperRow; column: Column }) {
  return (
    <td>
      <b>{row ? formatPoints(row[column]) : missing}</b>
      <span className="paper">{formatPoints(paper?.[column])}</span>
    </td>
  );
}

const Row = memo(function Row({ method }: { method: MethodInfo }) {
  const [open, setOpen] = useState(false);
  const result = useLab((state) => state.results[method.id]);
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
            title={result ? 'Intervals, noise floors and every set' : undefined}
            onClick={() => setOpen(!open)}
          >
            <Marker style={style} size={13} />
            <span>
              {label}
              <span className="paper">{result ? scopeText(result) : 'not run'}</span>
            </span>
            {result && <Icon name="chevron" />}
          </button>
        </th>
        {columns.map((column) => (
          <Cell key={column} row={result?.row} paper={paper} column={column} />
        ))}
        <td>
          <b title={result?.temperatureAtBound ? 'The fit hit the end of its range' : undefined}>
            {formatNumber(result?.temperature)}
            {result?.temperatureAtBound ? ' !' : ''}
          </b>
          <span className="paper">&nbsp;</span>
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

/** The paper's table: this run's numbers, the paper's beneath in small type. */
export function ResultsTable() {
  const methods = useLabShallow((state) => state.engine.catalogue?.methods ?? []);
  const evaluateAll = useLab((state) => state.evaluateAll);
  const pending = useLab((state) => state.commandPending);
  const phase = useLab((state) => (state.run?.hasWeights ? state.run.phase : null));
  const live = useLab((state) =>
    Object.values(state.results).some(({ scope }) => scope === 'live'),
  );
  const offer =
    live && phase !== null && (phase === 'paused' || (isOver(phase) && phase !== 'failed'));
  return (
    <section className="panel results" aria-labelledby="results-title">
      <div className="panel-head">
        <h2 id="results-title">This run and the paper</h2>
        {offer && (
          <button
            type="button"
            className="quiet"
            disabled={pending}
            onClick={() => void evaluateAll()}
          >
            {pending ? 'Evaluating…' : 'Final evaluation'}
          </button>
        )}
      </div>
      <div className="table-scroll">
        <table>
          <thead>
            <tr>
              <th rowSpan={2} scope="col">
                %
              </th>
              {groups.map(([head, help]) => (
                <th key={head} colSpan={2} scope="colgroup" title={help} className="group">
                  {head}
                </th>
              ))}
              <th rowSpan={2} scope="col" title="Temperature fitted on ID validation">
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
                  waiting for the engine
                </td>
              </tr>
            )}
            {methods.map((method) => (
              <Row key={method.id} method={method} />
            ))}
          </tbody>
        </table>
      </div>
      <p className="help">
        Large: this run. Small: the paper, CLIP ViT-B/16 on ImageNet, another model on other data.
        OOD: mean over sets. TS: after temperature scaling.
      </p>
    </section>
  );
}
