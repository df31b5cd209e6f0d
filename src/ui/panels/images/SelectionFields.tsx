import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { lookedAt } from '../../../store/selection/imageRows.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { setNames } from '../parts/words.ts';
import { words } from './words.ts';

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
  if (methodId === undefined) return null;
  return (
    <>
      <MethodSelect
        label={words.method}
        methods={methods}
        value={methodId}
        choose={(id) => select({ methodId: id })}
      />
      <fieldset className="segments" aria-label={words.set}>
        {(['id', 'ood'] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={side === one}
            onClick={() => select({ side: one })}
          >
            {setNames[one]}
          </button>
        ))}
      </fieldset>
    </>
  );
}
