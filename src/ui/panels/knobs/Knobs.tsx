import { chosenCorruption } from '../../../store/results/corruptionRungs.ts';
import { later } from '../../later.tsx';
import { useLab } from '../../useLab.ts';
import { Badge } from '../parts/Badge.tsx';
import { Lockable } from '../parts/Lockable.tsx';
import { knobs as words } from './words.ts';
import './knobs.css';
import { AlphaKnob } from './AlphaKnob.tsx';
import { BinsKnob } from './BinsKnob.tsx';
import { CorruptionKnob } from './CorruptionKnob.tsx';
import { TemperatureKnob } from './TemperatureKnob.tsx';

/** Comes when a severity is chosen. */
const CorruptionLadder = later(() =>
  import('../ladder/CorruptionLadder.tsx').then((m) => m.CorruptionLadder),
);

/** Other looks at stored logits and weights, at once: nothing here trains. */
export function Knobs() {
  const corrupted = useLab(
    (state) => state.corruption.severity > 0 && chosenCorruption(state) !== null,
  );
  return (
    <section className="panel knobs" aria-labelledby="knobs-title">
      <div className="panel-head">
        <h2 id="knobs-title">
          {words.title} <Badge kind="atOnce" />
        </h2>
        <span className="muted">{words.note}</span>
      </div>
      <Lockable lock="temperature">
        <TemperatureKnob />
      </Lockable>
      <div className="knob-columns">
        <Lockable lock="mix">
          <AlphaKnob />
        </Lockable>
        <div className="knob-lines">
          <Lockable lock="bins">
            <BinsKnob />
          </Lockable>
          <Lockable lock="corruption">
            <CorruptionKnob />
          </Lockable>
        </div>
      </div>
      {corrupted && <CorruptionLadder />}
    </section>
  );
}
