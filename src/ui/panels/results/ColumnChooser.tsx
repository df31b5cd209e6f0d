import { metrics } from '../../../metrics/registry.ts';
import { isSameColumn, standardColumns, type TableColumn } from '../../../results/tableColumns.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { aboutMetric } from './aboutMetric.ts';
import { useScaledHead } from './useScaledHead.ts';
import { words } from './words.ts';

/** Every metric of the registry, to be ticked raw and scaled; columns stand in its order. */
export function ColumnChooser() {
  const store = useLabStore();
  const chosen = useLab(({ table }) => table.columns);
  const scaledHead = useScaledHead();
  const all = metrics.flatMap(({ id, unscaled }) =>
    (unscaled ? [false] : [false, true]).map((scaled): TableColumn => ({ metric: id, scaled })),
  );
  const isChosen = (column: TableColumn) => chosen.some((one) => isSameColumn(one, column));
  const toggle = (column: TableColumn) =>
    store.getState().setColumns(all.filter((one) => isChosen(one) !== isSameColumn(one, column)));
  const box = (column: TableColumn, label: string, name: string) => (
    <label className="check">
      <input
        type="checkbox"
        aria-label={name}
        checked={isChosen(column)}
        // A table has at least one column.
        disabled={chosen.length === 1 && isChosen(column)}
        onChange={() => toggle(column)}
      />
      {label}
    </label>
  );
  return (
    <fieldset className="column-chooser">
      <legend className="help">{words.chooserHelp}</legend>
      <ul>
        {metrics.map((metric) => {
          const { id, label, unscaled } = metric;
          return (
            <li key={id} title={aboutMetric(metric)}>
              {box({ metric: id, scaled: false }, label, label)}
              {!unscaled &&
                box({ metric: id, scaled: true }, scaledHead('').trim(), scaledHead(label))}
            </li>
          );
        })}
      </ul>
      <button type="button" onClick={() => store.getState().setColumns(standardColumns)}>
        {words.paperColumns}
      </button>
    </fieldset>
  );
}
