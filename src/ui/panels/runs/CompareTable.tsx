import { useMemo, useState } from 'react';
import {
  type CompareColumn,
  type CompareRow,
  compareColumns,
  compareRows,
  configColumns,
  groupSeeds,
} from '../../../store/archive/compareRows.ts';
import { useLab, useLabShallow, useLabStore } from '../../useLab.ts';
import { CompareTableRow } from './CompareTableRow.tsx';
import { compare as words } from './words.ts';

interface Sort {
  readonly column: CompareColumn | 'method';
  readonly down: boolean;
}

function sorted(rows: readonly CompareRow[], { column, down }: Sort): readonly CompareRow[] {
  if (column === 'method') return down ? rows : rows.toReversed();
  const sign = down ? -1 : 1;
  return rows.toSorted((a, b) => sign * (a.cells[column].value - b.cells[column].value));
}

/** Methods of the ticked runs beside one another; against a reference, paired image by image. */
export function CompareTable() {
  const store = useLabStore();
  const catalogue = useLab((state) => state.engine.catalogue);
  const reference = useLab((state) => state.compare.reference);
  const records = useLabShallow(({ runs, compare }) =>
    compare.runIds.flatMap((id) => runs.entries.find((entry) => entry.id === id)?.record ?? []),
  );
  const [sort, setSort] = useState<Sort>({ column: 'method', down: true });
  const [grouped, setGrouped] = useState(false);
  const single = useMemo(() => compareRows(records), [records]);
  const rows = useMemo(
    () => sorted(grouped ? groupSeeds(single) : single, sort),
    [single, grouped, sort],
  );
  const settings = useMemo(() => configColumns(records, catalogue), [records, catalogue]);
  const canGroup = useMemo(() => groupSeeds(single).length < single.length, [single]);
  if (records.length === 0) return null;

  const head = (
    column: Sort['column'],
    title: string,
    { rowSpan, label }: { rowSpan?: number; label?: string },
  ) => {
    const own = sort.column === column;
    return (
      <th
        key={column}
        scope="col"
        rowSpan={rowSpan}
        aria-sort={own ? (sort.down ? 'descending' : 'ascending') : 'none'}
      >
        <button
          type="button"
          className="sort"
          aria-label={label}
          title={label}
          onClick={() => setSort({ column, down: own ? !sort.down : true })}
        >
          {title}
          <span aria-hidden="true">{own ? (sort.down ? ' ↓' : ' ↑') : ''}</span>
        </button>
      </th>
    );
  };

  return (
    <section className="compare" aria-labelledby="compare-title">
      <div className="panel-head">
        <h3 id="compare-title">{words.title}</h3>
        {reference !== null && (
          <button
            type="button"
            className="quiet"
            onClick={() => store.getState().setReference(null)}
          >
            {words.noReference}
          </button>
        )}
        {canGroup && (
          <label className="check">
            <input
              type="checkbox"
              checked={grouped}
              onChange={() => {
                setGrouped(!grouped);
                if (!grouped) store.getState().setReference(null);
              }}
            />
            {words.group}
          </label>
        )}
      </div>
      <div className="table-scroll">
        <table className="compare-table">
          <thead>
            <tr>
              {!grouped && (
                <th rowSpan={2} scope="col">
                  {words.reference}
                </th>
              )}
              {head('method', words.method, { rowSpan: 2 })}
              {words.groups.map(({ title, help }) => (
                <th key={title} colSpan={2} scope="colgroup" title={help}>
                  {title}
                </th>
              ))}
              {settings.map(({ name }) => (
                <th key={name} rowSpan={2} scope="col">
                  {name}
                </th>
              ))}
            </tr>
            <tr>
              {compareColumns.map(([column]) =>
                head(column, column.startsWith('id') ? 'ID' : 'OOD', {
                  label: words.columns[column],
                }),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <CompareTableRow
                key={row.key}
                row={row}
                rows={rows}
                settings={settings}
                grouped={grouped}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="help">
        {grouped ? words.helpSeeds : reference === null ? words.help : words.helpReference}
      </p>
    </section>
  );
}
