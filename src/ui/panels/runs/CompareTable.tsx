import { useMemo, useState } from 'react';
import {
  bestRow,
  type CompareColumn,
  type CompareRow,
  compareColumns,
  compareRows,
  configColumns,
  groupSeeds,
} from '../../../store/compareRows.ts';
import { methodLabel } from '../../../store/runNames.ts';
import { strings } from '../../../strings.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatNumber } from '../../format.ts';
import { useLab, useLabShallow, useLabStore } from '../../useLab.ts';
import { CompareCell } from './CompareCell.tsx';

const words = strings.compare;

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
  const differences = useLab((state) => state.compare.differences);
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

  const head = (column: Sort['column'], title: string, help?: string) => {
    const own = sort.column === column;
    return (
      <th
        key={column}
        scope="col"
        aria-sort={own ? (sort.down ? 'descending' : 'ascending') : 'none'}
      >
        <button
          type="button"
          className="sort"
          title={help}
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
              {!grouped && <th scope="col">{words.reference}</th>}
              {head('method', words.method)}
              {compareColumns.map(([column]) =>
                head(column, words.columns[column].title, words.columns[column].help),
              )}
              {settings.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const style = catalogue?.methods.find(({ id }) => id === row.methodId)?.style;
              const label = `${methodLabel(catalogue, row.methodId)}${
                row.alpha === undefined ? '' : `, α ${formatNumber(row.alpha)}`
              }`;
              const isReference = reference === row.key;
              return (
                <tr key={row.key} data-reference={isReference}>
                  {!grouped && (
                    <td>
                      <input
                        type="radio"
                        name="compare-reference"
                        aria-label={words.takeAsReference(label, row.runs[0]?.name ?? '')}
                        checked={isReference}
                        onChange={() => store.getState().setReference(row.key)}
                      />
                    </td>
                  )}
                  <th scope="row">
                    {style && <Marker style={style} size={12} />}
                    <span>
                      {label}
                      <span className="paper" dir="auto">
                        {row.runs.length > 1 ? words.seeds(row.runs.length) : row.runs[0]?.name}
                      </span>
                    </span>
                  </th>
                  {compareColumns.map(([column, better]) => (
                    <CompareCell
                      key={column}
                      cell={row.cells[column]}
                      best={bestRow(rows, column, better) === row.key}
                      signed={better === 'zero'}
                      difference={
                        reference === null || isReference || grouped
                          ? undefined
                          : (differences[row.key] ?? 'waiting')
                      }
                      column={column}
                    />
                  ))}
                  {settings.map(({ name, values }) => (
                    <td key={name} className="setting">
                      {row.runs.length > 1 && name === 'seed'
                        ? row.runs.map(({ id }) => values.get(id)).join(', ')
                        : values.get(row.runs[0]?.id ?? '')}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="help">
        {grouped ? words.helpSeeds : reference === null ? words.help : words.helpReference}
      </p>
    </section>
  );
}
