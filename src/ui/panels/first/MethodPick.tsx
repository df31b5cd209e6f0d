import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { ownResult } from '../../../store/results/shown.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatPercent } from '../../format.ts';
import { useLab } from '../../useLab.ts';
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
  return (
    <fieldset className="picks">
      <legend>
        <b>{words.methods}</b> <span className="muted">{words.oodEce}</span>
      </legend>
      {methods.map((method) => (
        <Pick
          key={method.id}
          method={method}
          chosen={method.id === chosen}
          choose={() => choose(method.id)}
        />
      ))}
      <p className="help">{words.methodsHelp}</p>
    </fieldset>
  );
}
