import { type HTMLAttributes, type ReactNode, type RefObject, useRef } from 'react';
import type { CurveWithFormula } from '../../../lessons/curveFormulas.ts';
import { ChartMenu } from './ChartMenu.tsx';
import { ChartTable } from './ChartTable.tsx';
import { FormulaButton } from './FormulaButton.tsx';

export interface ChartPanelProps {
  readonly title: string;
  /** Beside the title: units, sizes, what is unusual about an axis. */
  readonly note?: string | undefined;
  /** The chart in one sentence, for those who cannot see it. */
  readonly label: string;
  /** Its values as a table; the first cell of a row names it. */
  readonly table: {
    readonly head: readonly string[];
    readonly rows: readonly (readonly string[])[];
  };
  /** What the drawing fills, for whoever draws to measure (`useSize`). */
  readonly body: RefObject<HTMLDivElement | null>;
  /** Answers to the pointer over the drawing. */
  readonly pointer?: Pick<
    HTMLAttributes<HTMLDivElement>,
    'onPointerMove' | 'onPointerEnter' | 'onPointerLeave'
  >;
  /** What it is a curve of, where that has a formula. */
  readonly formula?: CurveWithFormula | undefined;
  /** Stands in the drawing's place while there is nothing to draw. */
  readonly empty?: string | null;
  readonly children: ReactNode;
}

/** A chart of the page with what every chart has: its head, its files to save, its table. */
export function ChartPanel(props: ChartPanelProps) {
  const { title, note, label, table, body, pointer, formula, empty = null, children } = props;
  const chart = useRef<HTMLElement>(null);
  return (
    <section ref={chart} className="chart" aria-label={label}>
      <div className="chart-head">
        <h3 title={note && `${title} ${note}`}>
          <span>{title}</span>{' '}
          {note?.split(' · ').map((part, i) => (
            <span key={part} className="muted">
              {i > 0 && '· '}
              {part}{' '}
            </span>
          ))}
        </h3>
        <span className="chart-tools">
          <ChartMenu target={chart} name={title} />
          {formula && <FormulaButton curve={formula} title={title} />}
          <ChartTable caption={title} {...table} />
        </span>
      </div>
      <div ref={body} className="chart-body" {...pointer}>
        {children}
        {empty !== null && <p className="chart-empty muted">{empty}</p>}
      </div>
    </section>
  );
}
