import type { CompareColumn } from '../../../store/archive/compareColumns.ts';
import { comparedDifference } from '../../../store/archive/compared.ts';
import { bestRow, type CompareRow } from '../../../store/archive/compareRows.ts';
import type { configColumns } from '../../../store/archive/compareSettings.ts';
import { Marker } from '../../charts/Marker.tsx';
import { useLab, useLabStore } from '../../useLab.ts';
import { CompareCell } from './CompareCell.tsx';
import { settingOf } from './exportedComparison.ts';
import { rowLabel } from './rowLabel.ts';
import { runs, compare as words } from './words.ts';

export interface CompareTableRowProps {
  readonly row: CompareRow;
  /** All rows, of which the best stands in bold. */
  readonly rows: readonly CompareRow[];
  readonly columns: readonly CompareColumn[];
  readonly settings: ReturnType<typeof configColumns>;
  readonly grouped: boolean;
}

/** One method of one run, or of all its seeds. */
export function CompareTableRow({ row, rows, columns, settings, grouped }: CompareTableRowProps) {
  const store = useLabStore();
  const catalogue = useLab((state) => state.engine.catalogue);
  const reference = useLab((state) => state.compare.reference);
  const base = rows.find(({ key }) => key === reference)?.evaluation;
  const known = useLab(({ summaries }) =>
    base === undefined
      ? undefined
      : comparedDifference(summaries.differences, { key: row.evaluation }, { key: base }),
  );
  const isReference = reference === row.key;
  const difference =
    reference === null || isReference || grouped ? undefined : (known ?? 'waiting');
  const style = catalogue?.methods.find(({ id }) => id === row.methodId)?.style;
  const label = rowLabel(row, catalogue);
  const [first] = row.runs;
  return (
    <tr data-reference={isReference}>
      {!grouped && (
        <td>
          <input
            type="radio"
            name="compare-reference"
            aria-label={words.takeAsReference(label, first?.name ?? '')}
            checked={isReference}
            onChange={() => store.getState().setReference(row.key)}
          />
        </td>
      )}
      <th scope="row">
        <div>
          {style && <Marker style={style} size={12} />}
          <span>
            {label}
            <span className="paper" dir="auto">
              {row.runs.length > 1 ? words.seeds(row.runs.length) : first?.name}
            </span>
            {row.runs.some(({ imported }) => imported) && (
              <span className="paper unpaired">{runs.imported}</span>
            )}
            {typeof difference === 'string' && (
              <span className="paper unpaired">
                {difference === 'waiting' ? words.waiting : words.unpaired[difference]}
              </span>
            )}
          </span>
        </div>
      </th>
      {columns.map((column) => (
        <CompareCell
          key={column.key}
          cell={row.cells[column.key] ?? { value: undefined, interval: null }}
          about={column.about}
          best={bestRow(rows, column) === row.key}
          difference={typeof difference === 'object' ? difference[column.key] : undefined}
        />
      ))}
      {settings.map(({ name, values }) => (
        <td key={name} className="setting">
          {settingOf(row, { name, values })}
        </td>
      ))}
    </tr>
  );
}
