import { expectedCost } from '../../../store/run/raceCost.ts';
import { formatAbout, formatCount } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { cost as words } from './words.ts';

/** Before the click: what a race takes on this machine, and a shorter one beside it. */
export function RaceCost() {
  const ms = useLab((state) => expectedCost(state)?.ms ?? null);
  const steps = useLab((state) => state.setup.steps);
  const cheaperMs = useLab((state) => expectedCost(state)?.cheaper?.ms ?? null);
  const cheaperSteps = useLab((state) => expectedCost(state)?.cheaper?.steps ?? 0);
  const presetId = useLab((state) => expectedCost(state)?.cheaper?.presetId ?? null);
  const takePreset = useLab((state) => state.takePreset);
  if (ms === null) return <p className="race-cost help">{words.unknown}</p>;
  return (
    <p className="race-cost help">
      {words.takes(formatCount(steps), formatAbout(ms))}
      {presetId !== null && cheaperMs !== null && (
        <>
          {' '}
          <button type="button" className="quiet" onClick={() => takePreset(presetId)}>
            {words.shorter(formatCount(cheaperSteps), formatAbout(cheaperMs))}
          </button>
        </>
      )}
    </p>
  );
}
