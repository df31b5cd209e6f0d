import { chosenShift } from '../../../store/results/shiftRungs.ts';
import { later } from '../../later.tsx';
import { useLab } from '../../useLab.ts';
import { Badge } from '../parts/Badge.tsx';
import { knobs as words } from './words.ts';
import './knobs.css';
import { AlphaKnob } from './AlphaKnob.tsx';
import { BinsKnob } from './BinsKnob.tsx';
import { ShiftKnob } from './ShiftKnob.tsx';
import { TemperatureKnob } from './TemperatureKnob.tsx';

/** Comes when a shift is chosen. */
const ShiftLadder = later(() => import('../ladder/ShiftLadder.tsx').then((m) => m.ShiftLadder));

/** Live views on stored logits and weights: nothing here trains. */
export function Knobs() {
  const shifted = useLab((state) => state.shift.severity > 0 && chosenShift(state) !== null);
  return (
    <section className="panel knobs" aria-labelledby="knobs-title">
      <div className="panel-head">
        <h2 id="knobs-title">
          {words.title} <Badge kind="live" />
        </h2>
        <span className="muted">{words.note}</span>
      </div>
      <TemperatureKnob />
      <div className="knob-columns">
        <AlphaKnob />
        <div className="knob-lines">
          <BinsKnob />
          <ShiftKnob />
        </div>
      </div>
      {shifted && <ShiftLadder />}
    </section>
  );
}
