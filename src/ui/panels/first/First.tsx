import { useEffect, useMemo, useState } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { described } from '../../../store/engine/described.ts';
import { facesOf } from '../../../store/recorded/faces.ts';
import { historyBins } from '../../../store/results/evaluationKey.ts';
import { idSplitId } from '../../../store/results/selectors.ts';
import { ownResult, shownEntry, shownSummaries } from '../../../store/results/shown.ts';
import { formatCount, formatPercent } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { useSize } from '../../useSize.ts';
import { HistoryChart } from '../curves/HistoryChart.tsx';
import { OneDiagram } from '../diagrams/DiagramColumn.tsx';
import { RaceCost } from '../lanes/RaceCost.tsx';
import '../diagrams/diagrams.css';
import { Stage } from '../stage/Stage.tsx';
import { Brushed } from './brushed/Brushed.tsx';
import { tellingBin } from './brushed/tellingBin.ts';
import { Faces } from './Faces.tsx';
import { Facts } from './Facts.tsx';
import { FirstSkeleton } from './FirstSkeleton.tsx';
import { firstMethods } from './firstMethods.ts';
import { Headline } from './Headline.tsx';
import { MethodPick } from './MethodPick.tsx';
import { useFarSet } from './useFarSet.ts';
import { words } from './words.ts';
import './first.css';

/** What was measured on this machine while the recorded race is shown. */
function Here() {
  const summary = useLab((state) => {
    const { here } = state.recorded;
    const splitId = idSplitId(state);
    if (!here || splitId === null) return null;
    return state.summaries.summary(here.entry.key, splitId, { ...historyBins, temperature: 1 });
  });
  const recorded = useLab((state) => state.run?.recorded === true);
  if (!recorded) return null;
  return (
    <p className="help">
      {words.recorded}{' '}
      {summary && words.here(formatPercent(summary.accuracy), formatCount(summary.n))}
    </p>
  );
}

/**
 * Over a diagram stands its name, under it its counts (a fifth of its side) and what its axis is, then
 * or beside it its caption, px.
 */
const nameAndCarets = 54;
const captionHeight = 50;
const captionWidth = 98;
const pairGap = 16;

/** The largest two diagrams of a room, px: with their captions below, or beside where that gives more. */
function pairSize(width: number, height: number) {
  const each = (width - pairGap) / 2;
  const below = Math.min(each, (height - nameAndCarets - captionHeight) / 1.2);
  const beside = Math.min(each - captionWidth, (height - nameAndCarets) / 1.2);
  const fit = Math.max(120, Math.min(Math.max(below, beside), 360));
  return { size: Math.floor(fit), caption: beside > below ? 'beside' : 'below' };
}

/** A mix of weights has no numbers where the clock stands; everything else has them in a moment. */
function NotYet({ method }: { readonly method: MethodInfo }) {
  const isBack = useLab(({ clock }) => clock.scrubStep !== null);
  const scrubTo = useLab((state) => state.scrubTo);
  if (!isBack || method.kind !== 'interpolation') return <p className="muted">{words.waiting}</p>;
  return (
    <p className="muted">
      {words.notYet(method.label)}{' '}
      <button type="button" onClick={() => scrubTo(null)}>
        {words.toLatest}
      </button>
    </p>
  );
}

/** Before there is a race to show: what is being loaded, or what there is to do. */
export function First() {
  const hasRun = useLab((state) => state.run !== null);
  const phase = useLab((state) => state.recorded.phase);
  // Without an engine nobody says which data a link means: then it is the first there is.
  const knowsData = useLab(
    ({ setup, engine }) => setup.datasetId !== '' || engine.phase === 'failed',
  );
  const openRecorded = useLab((state) => state.openRecorded);
  useEffect(() => {
    if (!hasRun && knowsData && phase === 'unasked') void openRecorded();
  }, [hasRun, knowsData, phase, openRecorded]);
  if (hasRun) return <AtAGlance />;
  if (phase === 'looking' || phase === 'unasked') return <FirstSkeleton />;
  return (
    <div className="first-welcome">
      <Stage />
    </div>
  );
}

/** A race at a glance: one method before and after, in one sentence, in pictures, as a diagram and over time. */
function AtAGlance() {
  const methods = useLabShallow(firstMethods);
  const [wish, setWish] = useState<string | null>(null);
  const [body, { width, height }] = useSize();
  const before = methods.find(({ kind }) => kind === 'reference');
  const lanes = methods.filter(({ kind }) => kind !== 'imported');
  const trained = lanes.filter(({ kind }) => kind === 'trained');
  const after = lanes.find(({ id }) => id === wish) ?? trained[0] ?? before;
  const afterId = after?.id ?? '';
  const splitId = useFarSet(after?.id ?? null);
  const set = useLab((state) =>
    described(state.engine)?.dataset.splits.find(({ id }) => id === splitId),
  );
  const shown = useLab((state) => (after ? ownResult(state, after.id) : undefined));
  const begun = useLab((state) => (before ? ownResult(state, before.id) : undefined));
  const step = useLab((state) => (after ? shownEntry(state, after.id)?.step : undefined));
  const example = useLab((state) => {
    if (!after || state.selection.confidence) return null;
    const one = shownSummaries(state, after.id).find(({ split }) => split.splitId === splitId);
    return one ? tellingBin(one.summary.bins) : null;
  });
  const faces = useQueued(useMemo(() => facesOf(afterId, splitId), [afterId, splitId]));
  const summary = shown?.splits.find((split) => split.splitId === splitId)?.raw;
  if (!after) return null;
  const { size, caption } = pairSize(width, height);
  const pair = before && before !== after ? [before, after] : [after];
  return (
    <>
      <section className="panel first-head" aria-label={words.label}>
        {summary && set ? (
          <Headline
            method={after}
            summary={summary}
            step={step ?? 0}
            set={set.label}
            faceCount={faces.length}
          />
        ) : (
          <NotYet method={after} />
        )}
        <Faces method={after} {...{ splitId, faces }} />
      </section>
      <section className="panel first-methods">
        <MethodPick methods={lanes} chosen={after.id} choose={setWish} />
        <Here />
        <RaceCost />
      </section>
      <section className="panel first-pair">
        <div className="panel-head">
          <h2>
            {words.diagrams} {set && <span className="muted">{words.of(set.label)}</span>}
          </h2>
          <p className="help">{words.diagramsHelp}</p>
        </div>
        <div ref={body} className="first-diagrams" data-caption={caption}>
          {width > 0 &&
            pair.map((method) => (
              <div key={method.id}>
                <h3>
                  {method === before ? words.before : words.after}: {method.label}
                </h3>
                <OneDiagram
                  {...{ method, size, splitId }}
                  side="ood"
                  axes
                  told={method === after && example ? [example.lower, example.upper] : null}
                />
              </div>
            ))}
        </div>
        <Brushed methods={pair} splitId={splitId} example={example} />
      </section>
      <section className="panel first-curve">
        <div className="panel-head">
          <h2>{words.curve}</h2>
        </div>
        <div className="charts">
          <HistoryChart value="oodEce" of={firstMethods} />
        </div>
        {begun && shown && <Facts before={begun} after={shown} />}
      </section>
    </>
  );
}
