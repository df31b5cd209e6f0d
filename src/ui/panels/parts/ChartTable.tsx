import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { chartTable as words } from './words.ts';
import './tables.css';

export interface ChartTableProps {
  /** What the chart shows. */
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of a row names it. */
  readonly rows: readonly (readonly string[])[];
}

function Values({ caption, head, rows }: ChartTableProps) {
  return (
    <table className="plain-table">
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
        {rows.map(([name, ...cells]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {cells.map((cell, column) => (
              <td key={head[column + 1]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sheet({ close, ...values }: ChartTableProps & { close(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="sheet chart-table" aria-label={values.caption} onClose={close}>
      <form method="dialog">
        <button type="submit">{words.closeTable}</button>
      </form>
      <Values {...values} />
    </dialog>
  );
}

/**
 * A chart's values as a table. Screen readers always have it, a little after the chart; the button
 * shows it to everyone else on a sheet of its own.
 */
export function ChartTable({ rows, ...more }: ChartTableProps) {
  const [open, setOpen] = useState(false);
  const shown = useDeferredValue(rows);
  return (
    <>
      <button
        type="button"
        className="table-toggle"
        aria-haspopup="dialog"
        aria-label={words.tableOf(more.caption)}
        title={words.tableOf(more.caption)}
        onClick={() => setOpen(true)}
      >
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path d="M1.5 2.5h11v9h-11zM1.5 5.5h11M1.5 8.5h11M5.5 2.5v9" />
        </svg>
      </button>
      {open ? (
        <Sheet rows={shown} {...more} close={() => setOpen(false)} />
      ) : (
        <div className="visually-hidden">
          <Values rows={shown} {...more} />
        </div>
      )}
    </>
  );
}
