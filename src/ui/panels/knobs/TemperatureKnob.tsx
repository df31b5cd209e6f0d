import { useMemo } from 'react';
import { memoSelector } from '../../../store/kit/memoSelector.ts';
import type { LabState } from '../../../store/labState.ts';
import { diagramOf } from '../../../store/results/diagramSelector.ts';
import { idSplitId, oodSplitId } from '../../../store/results/selectors.ts';
import { fromInputs, ownTemperature, shownInputs } from '../../../store/results/shown.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { Marker } from '../../charts/Marker.tsx';
import { type TemperatureTick, TemperatureTicks } from '../../charts/TemperatureTicks.tsx';
import { formatNumber } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { useSize } from '../../useSize.ts';
import { TemperatureRange } from './TemperatureRange.tsx';
import { shareOf } from './temperatureScale.ts';
import { temperature as words } from './words.ts';

interface FittedTick extends TemperatureTick {
  readonly value: string;
}

/** The fitted temperature of every method that has one. */
function useFitted(): readonly FittedTick[] {
  const methods = useLabShallow(runMethods);
  const fitted = useLabShallow((state) =>
    methods.map(({ id }) => ownTemperature(state, id) ?? null),
  );
  return useMemo(
    () =>
      methods.flatMap(({ id, label, style }, index) => {
        const temperature = fitted[index];
        if (typeof temperature !== 'number') return [];
        const value = temperature.toFixed(2);
        return [{ id, title: words.tick(label, value), style, share: shareOf(temperature), value }];
      }),
    [methods, fitted],
  );
}

/** Every diagram in sight is answered alike with and without T, as it must be. */
const accuracyUnchanged = memoSelector(
  (state: LabState) => [idSplitId(state), oodSplitId(state), ...shownInputs(state)] as const,
  (idId, oodId, ...inputs) => {
    const state = fromInputs(...inputs);
    const shown = Object.keys(state.evaluations).flatMap((methodId) =>
      [idId, oodId].flatMap((splitId) => diagramOf(methodId, splitId)(state) ?? []),
    );
    return (
      shown.length > 0 &&
      shown.every(({ summary, raw }) => raw === null || raw.accuracy === summary.accuracy)
    );
  },
);

function AccuracyUnchanged() {
  const unchanged = useQueued(accuracyUnchanged);
  const raw = useLab((state) => state.knobs.temperature === 1);
  if (raw || !unchanged) return null;
  return (
    <span className="unchanged" title={words.unchangedTitle}>
      {words.unchanged}
    </span>
  );
}

/** Divides every method's logits by T; answers come from the logits on the page, in a frame. */
export function TemperatureKnob() {
  const temperature = useLab((state) => state.knobs.temperature);
  const setTemperature = useLab((state) => state.setTemperature);
  const [ref, { width }] = useSize();
  const ticks = useFitted();
  const own = temperature === 'own';
  const value = own ? words.ownShort : formatNumber(temperature);
  return (
    <div className="knob temperature">
      <div className="knob-head">
        <label htmlFor="knob-t" title={words.help}>
          {words.label} <kbd>T</kbd>
        </label>
        <output htmlFor="knob-t" title={own ? words.ownTitle : words.effect(temperature)}>
          {value}
        </output>
        <AccuracyUnchanged />
        <fieldset className="segments" aria-label={words.label}>
          <button
            type="button"
            aria-pressed={temperature === 1}
            title={words.rawTitle}
            onClick={() => setTemperature(1)}
          >
            {words.raw}
          </button>
          <button
            type="button"
            aria-pressed={own}
            title={words.ownTitle}
            onClick={() => setTemperature('own')}
          >
            {words.own}
          </button>
        </fieldset>
      </div>
      <div ref={ref} className="t-scale">
        <TemperatureRange id="knob-t" describedBy="knob-t-help" />
        {width > 0 && ticks.length > 0 && <TemperatureTicks ticks={ticks} width={width} />}
        <div className="ends" aria-hidden="true">
          <span>{words.surer}</span>
          <span>{words.lessSure}</span>
        </div>
      </div>
      <div id="knob-t-help" className="help fitted" title={words.ownTitle}>
        {ticks.length === 0 ? (
          words.none
        ) : (
          <>
            <span>{own ? words.fittedOwn : words.fitted}</span>
            <ul>
              {ticks.map(({ id, title, style, value: own }) => (
                <li key={id} title={title}>
                  <Marker style={style} size={12} />
                  <span className="visually-hidden">{title}</span>
                  <span aria-hidden="true">{own}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </div>
  );
}
