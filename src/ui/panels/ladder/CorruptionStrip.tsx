import { described } from '../../../store/engine/described.ts';
import { chosenCorruption } from '../../../store/results/corruptionRungs.ts';
import { severities } from '../../../store/results/corruptionSlice.ts';
import { useLab } from '../../useLab.ts';
import { Thumbnail } from '../images/Thumbnail.tsx';
import { words } from './words.ts';

const size = 40;
/** One image of the ID test set, always the same: far enough in to be none of the first class. */
const exampleShare = 0.4;

/** What the chosen corruption does to one image, rung by rung, as the models see it. */
export function CorruptionStrip() {
  const corruption = useLab(chosenCorruption);
  const severity = useLab((state) => state.corruption.severity);
  const setCorruption = useLab((state) => state.setCorruption);
  const split = useLab((state) =>
    described(state.engine)?.dataset.splits.find(({ role }) => role === 'id'),
  );
  if (!corruption || !split) return null;
  const image = { splitId: split.id, index: Math.floor(split.count * exampleShare) };
  return (
    <fieldset className="corruption-strip" aria-label={words.strip(corruption.label)}>
      {[0, ...severities].map((rung) => (
        <button
          key={rung}
          type="button"
          aria-pressed={rung === severity}
          aria-label={words.rung(rung)}
          title={words.rung(rung)}
          onClick={() => setCorruption({ severity: rung })}
        >
          <Thumbnail
            {...image}
            size={size}
            rung={rung === 0 ? undefined : { shiftId: corruption.id, severity: rung }}
          />
          <span>{rung}</span>
        </button>
      ))}
    </fieldset>
  );
}
