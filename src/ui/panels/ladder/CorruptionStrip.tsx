import { chosenShift } from '../../../store/results/shiftRungs.ts';
import { severities } from '../../../store/results/shiftSlice.ts';
import { useLab } from '../../useLab.ts';
import { Thumbnail } from '../images/Thumbnail.tsx';
import { words } from './words.ts';

const size = 40;
/** One image of the ID test set, always the same: far enough in to be none of the first class. */
const exampleShare = 0.4;

/** What the chosen shift does to one image, rung by rung, as the models see it. */
export function CorruptionStrip() {
  const shift = useLab(chosenShift);
  const severity = useLab((state) => state.shift.severity);
  const setShift = useLab((state) => state.setShift);
  const split = useLab((state) =>
    state.engine.loaded?.dataset.splits.find(({ role }) => role === 'id'),
  );
  if (!shift || !split) return null;
  const image = { splitId: split.id, index: Math.floor(split.count * exampleShare) };
  return (
    <fieldset className="corruption-strip" aria-label={words.strip(shift.label)}>
      {[0, ...severities].map((rung) => (
        <button
          key={rung}
          type="button"
          aria-pressed={rung === severity}
          aria-label={words.rung(rung)}
          title={words.rung(rung)}
          onClick={() => setShift({ severity: rung })}
        >
          <Thumbnail
            {...image}
            size={size}
            rung={rung === 0 ? undefined : { shiftId: shift.id, severity: rung }}
          />
          <span>{rung}</span>
        </button>
      ))}
    </fieldset>
  );
}
