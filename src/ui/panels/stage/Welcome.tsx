import type { EvaluationSummary } from '../../../results/types.ts';
import { described } from '../../../store/engine/described.ts';
import { ownResult } from '../../../store/results/shown.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { Marker } from '../../charts/Marker.tsx';
import { formatCount, formatPercent } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { useSetupProblems } from '../bar/RunControls.tsx';
import { lessons } from '../bar/words.ts';
import { Icon } from '../parts/Icon.tsx';
import { ShowRecorded } from '../parts/recorded/ShowRecorded.tsx';
import { welcome as words } from './words.ts';
import './welcome.css';

/** How sure and how right, one over the other on one scale. */
function SureAndRight({ summary, set }: { summary: EvaluationSummary; set: string }) {
  const bars = [
    ['sure', summary.meanConfidence, words.sure],
    ['right', summary.accuracy, words.right],
  ] as const;
  return (
    <div className="sure-right">
      <p className="muted">{words.says(set)}</p>
      {bars.map(([name, value, text]) => (
        <p key={name} data-bar={name}>
          <b>{formatPercent(value, 0)}</b>
          <span className="sure-bar" aria-hidden="true">
            <i style={{ width: `${value * 100}%` }} />
          </span>
          <span>{text}</span>
        </p>
      ))}
      <p className="help">
        {words.measured}, n {formatCount(summary.n)}
      </p>
    </div>
  );
}

/** The way back to what was kept, after a reload. */
function LastRun() {
  const openRun = useLab((state) => state.openRun);
  const pending = useLab((state) => state.commandPending);
  const last = useLab(({ runs }) => {
    const kept = runs.entries.flatMap(({ record }) => record ?? []);
    return kept.reduce<(typeof kept)[number] | null>(
      (newest, one) => (newest && newest.savedAt >= one.savedAt ? newest : one),
      null,
    );
  });
  if (!last) return null;
  return (
    <button
      type="button"
      disabled={pending}
      title={last.name}
      onClick={() => void openRun(last.id)}
    >
      {words.openLast}
    </button>
  );
}

/** Before the first run: one number measured here, what a race is, and the one thing to press. */
export function Welcome() {
  const methods = useLabShallow(runMethods);
  const loaded = useLab((state) => described(state.engine));
  const start = useLab((state) => state.start);
  const showLesson = useLab((state) => state.showLesson);
  const pending = useLab((state) => state.commandPending);
  const blocked = useSetupProblems().length > 0;
  const widest = useLab((state) => {
    const results = Object.keys(state.evaluations).flatMap((id) => ownResult(state, id) ?? []);
    const splits = results.flatMap((result) => result.splits);
    const ood = splits.filter(({ role }) => role === 'ood');
    const gap = (split: (typeof ood)[number]) => split.raw.signedGap;
    return ood.reduce<(typeof ood)[number] | null>(
      (best, split) => (best && gap(best) >= gap(split) ? best : split),
      null,
    );
  });
  const sets = loaded?.dataset.splits ?? [];
  const trained = methods.filter(({ kind }) => kind === 'trained');
  const train = sets.find(({ role }) => role === 'train');
  const label = sets.find(({ id }) => id === widest?.splitId)?.label ?? '';
  return (
    <div className="welcome">
      <h2>{words.title}</h2>
      {widest && <SureAndRight summary={widest.raw} set={label} />}
      <p>{words.explain}</p>
      <ul className="welcome-lanes">
        {trained.map(({ id, label: name, summary, style }) => (
          <li key={id}>
            <Marker style={style} /> <b>{name}</b> <span className="muted">{summary}</span>
          </li>
        ))}
      </ul>
      <div className="welcome-start">
        <button
          type="button"
          className="primary large"
          disabled={blocked || pending}
          onClick={() => void start()}
        >
          <Icon name="play" /> {words.start}
        </button>
        <span className="muted">{words.race(formatCount(train?.count))}</span>
        <LastRun />
        <ShowRecorded />
        <button type="button" className="quiet" onClick={() => showLesson(0)}>
          {lessons.first}
        </button>
        <button
          type="button"
          className="quiet"
          onClick={() => document.getElementById('help')?.click()}
        >
          {words.wordsHelp}
        </button>
      </div>
    </div>
  );
}
