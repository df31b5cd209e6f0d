import { useEffect, useRef, useState } from 'react';
import { type CurveWithFormula, curveFormula } from '../../../lessons/curveFormulas.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { useLabShallow } from '../../useLab.ts';
import { chartFormula } from '../parts/words.ts';
import { FormulaLine } from './FormulaLine.tsx';
import { useFacts } from './useFacts.ts';
import { formula as words } from './words.ts';

/** What a curve is, as a formula with one method's numbers where the clock stands. */
export function ChartFormula(props: { curve: CurveWithFormula; title: string; close(): void }) {
  const { curve, title, close } = props;
  const facts = useFacts();
  const methods = useLabShallow(runMethods);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const offered = methods.flatMap(({ id, label }) => {
    const formula = curveFormula(curve, facts, id);
    return formula ? [{ id, label, formula }] : [];
  });
  const [chosen, choose] = useState<string | null>(null);
  const shown = offered.find(({ id }) => id === chosen) ?? offered.at(-1);
  return (
    <dialog
      ref={dialog}
      className="sheet chart-formula"
      aria-label={chartFormula.of(title)}
      onClose={close}
    >
      <div className="panel-head">
        <h2>{title}</h2>
        <form method="dialog">
          <button type="submit">{words.close}</button>
        </form>
      </div>
      {shown ? (
        <>
          <label className="inline">
            {words.method}
            <select value={shown.id} onChange={(event) => choose(event.target.value)}>
              {offered.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <FormulaLine key={`${curve} ${shown.id}`} formula={shown.formula} facts={facts} />
        </>
      ) : (
        <p>{words.notYet}</p>
      )}
    </dialog>
  );
}
