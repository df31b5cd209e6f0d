import { useState } from 'react';
import type { CurveWithFormula } from '../../../lessons/curveFormulas.ts';
import { later } from '../../later.tsx';
import { chartFormula as words } from './words.ts';

/** Comes when it is first opened. */
const ChartFormula = later(() => import('../lesson/ChartFormula.tsx').then((m) => m.ChartFormula));

/** Opens what a curve is, with its numbers in this run. */
export function FormulaButton({ curve, title }: { curve: CurveWithFormula; title: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="table-toggle formula-toggle"
        aria-haspopup="dialog"
        aria-label={words.of(title)}
        title={words.of(title)}
        onClick={() => setOpen(true)}
      >
        <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
          <path d="M10.5 2.2C8.5 1.5 7.7 2.8 7.3 5L6.2 10.5C5.9 12.2 5 12.6 3.5 12M4.5 5.8h5" />
        </svg>
      </button>
      {open && <ChartFormula curve={curve} title={title} close={() => setOpen(false)} />}
    </>
  );
}
