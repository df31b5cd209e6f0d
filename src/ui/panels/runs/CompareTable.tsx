import { useMemo, useState } from 'react';
import { comparedRows } from '../../../store/archive/comparedRows.ts';
import { configColumns } from '../../../store/archive/compareSettings.ts';
import { groupSeeds } from '../../../store/archive/groupSeeds.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { Word } from '../help/sheet/Word.tsx';
import { TableExport } from '../parts/TableExport.tsx';
import { Columns } from '../results/Columns.tsx';
import { CompareDrawings } from './CompareDrawings.tsx';
import { byMethod, CompareHead, type Sort, sorted } from './CompareHead.tsx';
import { CompareTableRow } from './CompareTableRow.tsx';
import { exportedComparison } from './exportedComparison.ts';
import { compare as words } from './words.ts';

/** Methods of the ticked runs beside one another; against a reference, paired image by image. */
export function CompareTable() {
  const store = useLabStore();
  const catalogue = useLab((state) => state.engine.catalogue);
  const reference = useLab((state) => state.compare.reference);
  const { columns, rows: single } = useQueued(comparedRows);
  const [sort, setSort] = useState<Sort>({ column: byMethod, down: true });
  const [grouped, setGrouped] = useState(false);
  const rows = useMemo(
    () => sorted(grouped ? groupSeeds(single) : single, sort),
    [single, grouped, sort],
  );
  const settings = useMemo(() => {
    const records = new Set(single.flatMap(({ runs }) => runs));
    return configColumns([...records], catalogue);
  }, [single, catalogue]);
  const canGroup = useMemo(() => groupSeeds(single).length < single.length, [single]);
  if (single.length === 0) return null;
  const comparison = { rows, columns, settings, grouped };
  const complete = rows.every(({ cells }) =>
    Object.values(cells).every(({ value }) => value !== undefined),
  );

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
          <CompareHead
            columns={columns}
            settings={settings.map(({ name }) => name)}
            {...{ grouped, sort, setSort }}
          />
          <tbody>
            {rows.map((row) => (
              <CompareTableRow
                key={row.key}
                row={row}
                rows={rows}
                columns={columns}
                settings={settings}
                grouped={grouped}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="help">
        {grouped ? words.helpSeeds : reference === null ? words.help : words.helpReference}{' '}
        {reference !== null && !grouped && <Word of={words.paired}>{words.pairedBy}</Word>}
      </p>
      <TableExport
        table={() => exportedComparison(comparison, catalogue)}
        fileName="carot-lab-comparison.csv"
        complete={complete}
      />
      <CompareDrawings comparison={comparison} />
      <Columns />
    </section>
  );
}
