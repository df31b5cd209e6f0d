import type { ReactNode } from 'react';
import { isLocked } from '../../../store/classroom/selectors.ts';
import type { Lock } from '../../../store/classroom/state.ts';
import { useLab } from '../../useLab.ts';
import { lockedByLink } from './words.ts';

/** Controls that a class link may lock: they then show what they are set to, and no longer change it. */
export function Lockable({ lock, children }: { lock: Lock; children: ReactNode }) {
  const locked = useLab((state) => isLocked(state, lock));
  return (
    <fieldset
      className="lockable"
      role="presentation"
      disabled={locked}
      title={locked ? lockedByLink : undefined}
    >
      {children}
    </fieldset>
  );
}
