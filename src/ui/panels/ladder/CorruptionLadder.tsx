import { climbers as shownClimbers } from '../../../store/results/climbers.ts';
import { chosenCorruption } from '../../../store/results/corruptionRungs.ts';
import { severities } from '../../../store/results/corruptionSlice.ts';
import { isActive } from '../../../store/run/phase.ts';
import { LadderChart } from '../../charts/LadderChart.tsx';
import { formatCount, formatNumber, formatPoints, missing } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { useSize } from '../../useSize.ts';
import { ChartTable } from '../parts/ChartTable.tsx';
import { CorruptionStrip } from './CorruptionStrip.tsx';
import { words } from './words.ts';

const chartHeight = 128;
const between = 16;

function ClimbButton() {
  const run = useLab((state) => state.run);
  const climbing = useLab((state) => state.climbing);
  const climb = useLab((state) => state.climb);
  const stopClimbing = useLab((state) => state.stopClimbing);
  if (climbing) {
    return (
      <span className="climbing">
        <progress value={climbing.done} max={climbing.total} aria-label={words.title} />
        {words.progress(climbing.done, climbing.total)}
        <button type="button" className="small" onClick={stopClimbing}>
          {words.stop}
        </button>
      </span>
    );
  }
  if (!run?.hasWeights) {
    return run?.recorded ? null : <span className="muted">{words.noRace}</span>;
  }
  if (isActive(run.phase)) return <span className="muted">{words.active}</span>;
  return (
    <button type="button" className="small" title={words.climbTitle} onClick={() => void climb()}>
      {words.climb}
    </button>
  );
}

/** Accuracy and ECE against the severity of the chosen corruption, for every method of the race. */
export function CorruptionLadder() {
  const climbers = useQueued(shownClimbers);
  const corruption = useLab(chosenCorruption);
  const severity = useLab((state) => state.corruption.severity);
  const temperature = useLab((state) => state.knobs.temperature);
  const [ref, { width }] = useSize();
  const chartWidth = Math.max(140, Math.floor((width - between) / 2));
  const linesOf = (value: 'accuracy' | 'ece') =>
    climbers.map(({ method: { id, label, style }, points }) => ({
      id,
      label,
      style,
      points: points.map(({ severity: rung, summary }) => ({
        severity: rung,
        value: summary[value],
        interval: value === 'accuracy' ? summary.accuracyInterval : summary.eceInterval,
      })),
    }));
  const some = climbers[0]?.points.at(-1);
  const steps = [...new Set(climbers.flatMap(({ points }) => points.map(({ step }) => step)))];
  const at =
    temperature === 1
      ? words.atRaw
      : temperature === 'own'
        ? words.atOwn
        : words.at(formatNumber(temperature));
  const rows = climbers.flatMap(({ method, points }) =>
    (['accuracy', 'ece'] as const).map((value) => [
      `${method.label}, ${words[value]}`,
      ...[0, ...severities].map((rung) =>
        formatPoints(points.find((point) => point.severity === rung)?.summary[value]),
      ),
    ]),
  );
  return (
    <section className="ladder" aria-label={words.title} ref={ref}>
      <div className="knob-head">
        <h3>
          {words.title} <span className="muted">{corruption?.label ?? missing}</span>
        </h3>
        <ClimbButton />
        <ChartTable
          caption={words.of(corruption?.label ?? '')}
          head={[words.method, ...[0, ...severities].map(String)]}
          rows={rows}
        />
      </div>
      {width > 0 && (
        <div className="ladder-charts">
          {(['accuracy', 'ece'] as const).map((value) => (
            <LadderChart
              key={value}
              title={words[value]}
              axis={words.axis}
              rungName={words.severity}
              lines={linesOf(value)}
              severity={severity}
              width={chartWidth}
              height={chartHeight}
            />
          ))}
        </div>
      )}
      <CorruptionStrip />
      {some && (
        <p className="help">
          {corruption?.summary} {words.note(formatCount(some.summary.n), at)}{' '}
          {words.step(formatCount(Math.max(...steps)))}
        </p>
      )}
    </section>
  );
}
