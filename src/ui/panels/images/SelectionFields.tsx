import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { lookedAt } from '../../../store/selection/imageRows.ts';
import { runMethods } from '../../../store/selectors.ts';
import { strings } from '../../../strings.ts';
import { useLab, useLabShallow } from '../../useLab.ts';

interface MethodSelectProps {
  readonly label: string;
  readonly methods: readonly MethodInfo[];
  readonly value: string;
  choose(methodId: string): void;
}

export function MethodSelect({ label, methods, value, choose }: MethodSelectProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => choose(event.target.value)}>
      {methods.map((method) => (
        <option key={method.id} value={method.id}>
          {method.label}
        </option>
      ))}
    </select>
  );
}

/** Whose answers, on which side: a brush sets both, and so do these. */
export function SelectionFields() {
  const methods = useLabShallow((state) =>
    runMethods(state).filter(({ id }) => state.evaluations[id] !== undefined),
  );
  const methodId = useLab((state) => lookedAt(state)?.methodId);
  const side = useLab((state) => state.selection.side);
  const select = useLab((state) => state.select);
  const { images, twins } = strings;
  if (methodId === undefined) return null;
  return (
    <>
      <MethodSelect
        label={images.method}
        methods={methods}
        value={methodId}
        choose={(id) => select({ methodId: id })}
      />
      <fieldset className="segments" aria-label={images.set}>
        {(['id', 'ood'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={side === one}
            onClick={() => select({ side: one })}
          >
            {one === 'id' ? twins.idRow : twins.oodRow}
          </button>
        ))}
      </fieldset>
    </>
  );
}
