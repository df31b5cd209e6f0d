import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { isStandardChoice } from '../../../results/tableColumns.ts';
import type { LabState } from '../../../store/labState.ts';
import { findingPairs } from '../../../store/results/findings.ts';
import { hasResult, shownEntry } from '../../../store/results/shown.ts';
import { isOver } from '../../../store/run/phase.ts';
import { later } from '../../later.tsx';
import { useLab, useLabShallow } from '../../useLab.ts';
import { Columns } from './Columns.tsx';
import { ResultRow } from './ResultRow.tsx';
import { RisenNote } from './RisenNote.tsx';
import { columnRoles, type ShownColumn, useStandardColumns } from './shownColumns.ts';
import { words } from './words.ts';
import './results.css';

/** Comes when a race is over. */
const Findings = later(() => import('../findings/Findings.tsx').then((m) => m.Findings));

/** Come when other columns than the paper's are chosen. */
const ChosenColumns = later(() => import('./ChosenColumns.tsx').then((m) => m.ChosenColumns));

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

function Table({ columns }: { columns: readonly ShownColumn[] }) {
  const methods = useLabShallow(shownMethods);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than its room, arrow keys scroll it
    <section className="table-scroll" aria-label={words.label} tabIndex={0}>
      <table aria-label={words.label}>
        <thead>
          <tr>
            <th rowSpan={2} scope="col">
              %
            </th>
            {columns.map(({ head, help }) => (
              <th key={head} colSpan={2} scope="colgroup" title={help} className="group">
                {head}
              </th>
            ))}
            <th rowSpan={2} scope="col" title={words.temperature}>
              T*
            </th>
          </tr>
          <tr>
            {columnRoles(columns).map(({ role, key }) => (
              <th key={key} scope="col">
                {role.toUpperCase()}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {methods.length === 0 && (
            <tr>
              <td colSpan={2 * columns.length + 2} className="muted">
                {words.waiting}
              </td>
            </tr>
          )}
          {methods.map((method) => (
            <ResultRow key={method.id} method={method} columns={columns} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const drawTable = (columns: readonly ShownColumn[]) => <Table columns={columns} />;

/** The paper's table, or other columns: this run's numbers, the paper's beneath in small type. */
export function ResultsTable() {
  const standard = useStandardColumns();
  const isStandard = useLab(({ table: { columns } }) => isStandardChoice(columns));
  const hasFindings = useLab((state) => findingPairs(state) !== null);
  return (
    <div className="results">
      {isStandard ? drawTable(standard) : <ChosenColumns draw={drawTable} />}
      <div className="results-foot">
        <p className="help">
          {words.whose} {words.legend}
        </p>
        <FinalEvaluation />
      </div>
      {hasFindings && <Findings />}
      <RisenNote />
      <Columns />
    </div>
  );
}
