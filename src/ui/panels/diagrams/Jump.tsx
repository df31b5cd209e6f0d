import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { Marker } from '../../charts/Marker.tsx';
import { pages as words } from './words.ts';

interface JumpProps {
  readonly methods: readonly Pick<MethodInfo, 'id' | 'label' | 'style'>[];
  /** The one in sight. */
  readonly at: number;
  go(to: number): void;
}

/** Where one method is in sight at a time: all of them as marks, one press from each other. */
export function Jump({ methods, at, go }: JumpProps) {
  return (
    <fieldset className="diagrams-jump">
      <legend className="visually-hidden">{words.jump}</legend>
      {methods.map(({ id, label, style }, index) => (
        <button
          key={id}
          type="button"
          aria-label={label}
          title={label}
          aria-current={index === at ? 'true' : undefined}
          onClick={() => go(index)}
        >
          <Marker style={style} size={18} />
        </button>
      ))}
    </fieldset>
  );
}
