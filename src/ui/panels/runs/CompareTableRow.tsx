import {
  bestRow,
  type CompareRow,
  compareColumns,
  type configColumns,
} from '../../../store/archive/compareRows.ts';
import { methodLabel } from '../../../store/archive/runNames.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatNumber } from '../../format.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { CompareCell } from './CompareCell.tsx';
import { runs, compare as words } from './words.ts';

export interface CompareTableRowProps {
  readonly row: CompareRow;
  /** All rows, of which the best stands in bold. */
  readonly rows: readonly CompareRow[];
  readonly settings: ReturnType<typeof configColumns>;
  readonly grouped: boolean;
}

/** One method of one run, or of all its seeds. */
export function CompareTableRow({ row, rows, settings, grouped }: CompareTableRowProps) {
  const store = useLabStore();
  const catalogue = useLab((state) => state.engine.catalogue);
  const reference = useLab((state) => state.compare.reference);
  const known = useLab((state) => state.compare.differences[row.key]);
  const isReference = reference === row.key;
  const difference =
    reference === null || isReference || grouped ? undefined : (known ?? 'waiting');
  const style = catalogue?.methods.find(({ id }) => id === row.methodId)?.style;
  const alpha = row.alpha === undefined ? '' : `, α ${formatNumber(row.alpha)}`;
  const label = `${methodLabel(catalogue, row.methodId)}${alpha}`;
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
      {compareColumns.map(([column, better]) => (
        <CompareCell
          key={column}
          cell={row.cells[column]}
          best={bestRow(rows, column, better) === row.key}
          signed={better === 'zero'}
          difference={typeof difference === 'object' ? difference[column] : undefined}
        />
      ))}
      {settings.map(({ name, values }) => (
        <td key={name} className="setting">
          {row.runs.length > 1 && name === 'seed'
            ? row.runs.map(({ id }) => values.get(id)).join(', ')
            : values.get(first?.id ?? '')}
        </td>
      ))}
    </tr>
  );
}
