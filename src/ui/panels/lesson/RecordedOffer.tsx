import type { Facts } from '../../../lessons/facts.ts';
import { race as words } from './words.ts';

/** The race that comes with the lab, where there is one and it is not on the page already. */
export function RecordedOffer({ facts }: { facts: Facts }) {
  const { run, recorded, openRecorded } = facts.state;
  if (run?.recorded) return null;
  if (recorded.phase === 'none') return <p className="help">{words.noRecorded}</p>;
  return (
    <button
      type="button"
      disabled={recorded.phase === 'looking'}
      onClick={() => void openRecorded()}
    >
      {words.recorded}
    </button>
  );
}
