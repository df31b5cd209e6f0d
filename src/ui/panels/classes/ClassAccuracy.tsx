import { useMemo, useState } from 'react';
import {
  type ClassOrder,
  type ClassView,
  sortClasses,
} from '../../../store/selection/classRows.ts';
import { ClassBars } from '../../charts/ClassBars.tsx';
import { useLab } from '../../useLab.ts';
import { ClassTable } from './ClassTable.tsx';
import { words } from './words.ts';

interface ClassAccuracyProps {
  readonly view: ClassView;
  readonly classNames: readonly string[];
  readonly color: string;
  choose(label: number): void;
}

/** Accuracy of every class among the brushed images, sorted, against the reference. */
export function ClassAccuracy({ view, classNames, color, choose }: ClassAccuracyProps) {
  const [order, setOrder] = useState<ClassOrder>('worst');
  const [asTable, setAsTable] = useState(false);
  const chosen = useLab((state) => state.selection.label);
  const reference = useLab(
    (state) => state.engine.catalogue?.methods.find(({ id }) => id === view.referenceId)?.label,
  );
  const rows = useMemo(
    () => sortClasses(view.rows, order, classNames),
    [view.rows, order, classNames],
  );
  return (
    <section className="class-accuracy" aria-label={words.accuracy}>
      <div className="class-head">
        <h3>{words.accuracy}</h3>
        <select
          aria-label={words.sort}
          value={order}
          onChange={({ target }) => setOrder(target.value as ClassOrder)}
        >
          {Object.entries(words.orders).map(([id, name]) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="quiet"
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? words.chart : words.table}
        </button>
      </div>
      <p className="help">{reference ? words.accuracyNote(reference) : words.accuracyNoteAlone}</p>
      {asTable ? (
        <ClassTable rows={rows} classNames={classNames} />
      ) : (
        <ClassBars {...{ rows, classNames, color, chosen, choose }} />
      )}
    </section>
  );
}
