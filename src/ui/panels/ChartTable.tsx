import { useDeferredValue, useId, useState } from 'react';
import { strings } from '../../strings.ts';
import '../styles/tables.css';

export interface ChartTableProps {
  /** What the chart shows. */
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly string[])[];
}

const words = strings.chart;

/**
 * A chart's values as a table. Screen readers always have it, a little after the chart; the button
 * lays it over the chart for everyone else. The chart's section needs `position: relative`.
 */
export function ChartTable({ caption, head, rows }: ChartTableProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const shown = useDeferredValue(rows);
  return (
    <>
      <button
        type="button"
        className="table-toggle"
        aria-pressed={open}
        aria-controls={id}
        aria-label={words.tableOf(caption)}
        title={words.tableOf(caption)}
        onClick={() => setOpen(!open)}
      >
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path d="M1.5 2.5h11v9h-11zM1.5 5.5h11M1.5 8.5h11M5.5 2.5v9" />
        </svg>
      </button>
      {/* Focusable where it may scroll. */}
      <figure
        id={id}
        className={open ? 'chart-table' : 'visually-hidden'}
        aria-label={caption}
        tabIndex={open ? 0 : undefined}
      >
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(([name, ...cells]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, column) => (
                  <td key={head[column + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </figure>
    </>
  );
}
