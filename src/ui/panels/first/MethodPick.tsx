import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { ownResult } from '../../../store/results/shown.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatCount, formatPercent } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { words } from './words.ts';

interface PickProps {
  readonly method: MethodInfo;
  readonly chosen: boolean;
  choose(): void;
}

function Pick({ method, chosen, choose }: PickProps) {
  const ece = useLab((state) => ownResult(state, method.id)?.row.oodEce);
  return (
    <label className="pick" data-chosen={chosen} title={method.summary}>
      <input type="radio" name="after" checked={chosen} onChange={choose} />
      <Marker style={method.style} size={14} />
      <span className="pick-name">{method.label}</span>
      <span className="pick-value">{formatPercent(ece)}</span>
    </label>
  );
}

interface MethodPickProps {
  readonly methods: readonly MethodInfo[];
  readonly chosen: string;
  choose(id: string): void;
}

/** Which method is looked at, and how far each one's confidence is off. */
export function MethodPick({ methods, chosen, choose }: MethodPickProps) {
  const sets = useLabShallow((state) =>
    (ownResult(state, chosen)?.splits ?? []).filter(({ role }) => role === 'ood'),
  );
  const picked = methods.find(({ id }) => id === chosen);
  return (
    <fieldset className="picks">
      <legend>
        <b>{words.methods}</b>{' '}
        <abbr className="muted" title={words.oodEceTitle}>
          {words.oodEce}
        </abbr>
      </legend>
      {methods.map((method) => (
        <Pick
          key={method.id}
          method={method}
          chosen={method.id === chosen}
          choose={() => choose(method.id)}
        />
      ))}
      {picked && (
        <p className="help">
          <b>{picked.label}:</b> {picked.summary}
        </p>
      )}
      {sets.length > 0 && (
        <p className="help">
          {words.methodsHelp(
            sets.length,
            formatCount(Math.min(...sets.map(({ raw }) => raw.n))),
            formatCount(Math.max(...sets.map(({ raw }) => raw.n))),
          )}
        </p>
      )}
    </fieldset>
  );
}
