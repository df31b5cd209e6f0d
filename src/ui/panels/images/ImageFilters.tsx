import { described } from '../../../store/engine/described.ts';
import type { LabState } from '../../../store/labState.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { type ImageOrder, selectedMethodId } from '../../../store/selection/imageRows.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { MethodSelect, SelectionFields } from './SelectionFields.tsx';
import { words } from './words.ts';

/** The other end of a comparison: the last method of the run that is not the first end. */
function firstContrast(state: LabState): LabState['selection']['contrast'] {
  const ids = runMethods(state)
    .map(({ id }) => id)
    .filter((id) => state.evaluations[id]);
  const wrongIn = selectedMethodId(state);
  const rightIn = ids.filter((id) => id !== wrongIn).at(-1);
  return wrongIn && rightIn ? { wrongIn, rightIn } : null;
}

/** "Wrong in FT, right in CaRot", both of one's choice. */
function ContrastFilter() {
  const methods = useLabShallow((state) =>
    runMethods(state).filter(({ id }) => state.evaluations[id] !== undefined),
  );
  const contrast = useLab((state) => state.selection.contrast);
  const first = useLabShallow((state) => firstContrast(state));
  const select = useLab((state) => state.select);
  if (!first) return null;
  return (
    <div className="contrast">
      <label className="check">
        <input
          type="checkbox"
          checked={contrast !== null}
          onChange={({ target }) => select({ contrast: target.checked ? first : null })}
        />
        {contrast ? words.contrastWrong : words.contrast}
      </label>
      {contrast && (
        <>
          <MethodSelect
            label={words.contrastWrong}
            methods={methods.filter(({ id }) => id !== contrast.rightIn)}
            value={contrast.wrongIn}
            choose={(wrongIn) => select({ contrast: { ...contrast, wrongIn } })}
          />
          <span>{words.contrastRight}</span>
          <MethodSelect
            label={words.contrastRight}
            methods={methods.filter(({ id }) => id !== contrast.wrongIn)}
            value={contrast.rightIn}
            choose={(rightIn) => select({ contrast: { ...contrast, rightIn } })}
          />
        </>
      )}
    </div>
  );
}

/** What a click on a class or a confusion has narrowed the list to. */
function NarrowedTo() {
  const { cell, label } = useLab((state) => state.selection);
  const names = useLab((state) => described(state.engine)?.dataset.classNames);
  const select = useLab((state) => state.select);
  if (!cell && label === null) return null;
  const name = (index: number) => names?.[index] ?? String(index);
  return (
    <button
      type="button"
      className="narrowed"
      title={words.clear}
      onClick={() => select({ cell: null, label: null })}
    >
      {cell
        ? words.cell(name(cell.label), name(cell.predicted))
        : words.ofClass(name(label as number))}
      <span aria-hidden="true">×</span>
      <span className="visually-hidden">{words.clear}</span>
    </button>
  );
}

interface ImageFiltersProps {
  readonly order: ImageOrder;
  setOrder(order: ImageOrder): void;
}

export function ImageFilters({ order, setOrder }: ImageFiltersProps) {
  const wrongOnly = useLab((state) => state.selection.wrongOnly);
  const select = useLab((state) => state.select);
  return (
    <div className="image-filters">
      <SelectionFields />
      <label className="check">
        <input
          type="checkbox"
          checked={wrongOnly}
          onChange={({ target }) => select({ wrongOnly: target.checked })}
        />
        {words.wrongOnly}
      </label>
      <ContrastFilter />
      <select
        aria-label={words.sort}
        value={order}
        onChange={({ target }) => setOrder(target.value as ImageOrder)}
      >
        {Object.entries(words.orders).map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <NarrowedTo />
    </div>
  );
}
