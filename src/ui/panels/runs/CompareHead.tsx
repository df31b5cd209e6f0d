import type { CompareColumn } from '../../../store/archive/compareColumns.ts';
import type { CompareRow } from '../../../store/archive/compareRows.ts';
import { aboutMetric } from '../results/aboutMetric.ts';
import { words as tableWords } from '../results/words.ts';
import { compare as words } from './words.ts';

export interface Sort {
  /** Key of a column, or the method. */
  readonly column: string;
  readonly down: boolean;
}

export const byMethod = 'method';

/** A column that has no such values leaves the rows as they are. */
export function sorted(rows: readonly CompareRow[], { column, down }: Sort): readonly CompareRow[] {
  if (column === byMethod) return down ? rows : rows.toReversed();
  const valueIn = ({ cells }: CompareRow) => cells[column]?.value ?? Number.NaN;
  const sign = down ? -1 : 1;
  return rows.toSorted((a, b) => {
    const [one, other] = [valueIn(a), valueIn(b)];
    // What has no data stands below.
    if (Number.isNaN(one) || Number.isNaN(other)) {
      return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
    }
    return sign * (one - other);
  });
}

const nameOf = ({ about: { label, unit }, scaled }: CompareColumn) =>
  `${scaled ? tableWords.atOwn(label) : label}${unit === 'nats' ? ', nats' : ''}`;

interface SortHeadProps {
  readonly column: string;
  readonly title: string;
  readonly label?: string;
  readonly rowSpan?: number;
  readonly sort: Sort;
  setSort(sort: Sort): void;
}

function SortHead({ column, title, label, rowSpan, sort, setSort }: SortHeadProps) {
  const own = sort.column === column;
  return (
    <th
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
}

export interface CompareHeadProps extends Pick<SortHeadProps, 'sort' | 'setSort'> {
  readonly columns: readonly CompareColumn[];
  /** Names of the settings in which the runs differ. */
  readonly settings: readonly string[];
  readonly grouped: boolean;
}

/** The chosen metrics, each ID and OOD, and after them what the runs differ in. */
export function CompareHead({ columns, settings, grouped, sort, setSort }: CompareHeadProps) {
  return (
    <thead>
      <tr>
        {!grouped && (
          <th rowSpan={2} scope="col">
            {words.reference}
          </th>
        )}
        <SortHead column={byMethod} title={words.method} rowSpan={2} {...{ sort, setSort }} />
        {columns
          .filter(({ role }) => role === 'id')
          .map((column) => (
            <th key={column.key} colSpan={2} scope="colgroup" title={aboutMetric(column.about)}>
              {nameOf(column)}
            </th>
          ))}
        {settings.map((name) => (
          <th key={name} rowSpan={2} scope="col">
            {name}
          </th>
        ))}
      </tr>
      <tr>
        {columns.map((column) => (
          <SortHead
            key={column.key}
            column={column.key}
            title={column.role.toUpperCase()}
            label={`${nameOf(column)}, ${words.sides[column.role]}`}
            {...{ sort, setSort }}
          />
        ))}
      </tr>
    </thead>
  );
}
