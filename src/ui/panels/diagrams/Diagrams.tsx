import { useCallback, useState } from 'react';
import { described } from '../../../store/engine/described.ts';
import type { LabState } from '../../../store/labState.ts';
import { oodSplitId } from '../../../store/results/selectors.ts';
import { hasResult } from '../../../store/results/shown.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { words as shareWords } from '../../../store/share/words.ts';
import { rangeWords } from '../../charts/reliabilityWords.ts';
import { diagram } from '../../charts/words.ts';
import { formatNumber } from '../../format.ts';
import { later } from '../../later.tsx';
import { useLab, useLabShallow } from '../../useLab.ts';
import { type Size, useSize } from '../../useSize.ts';
import { PaneRoom } from '../parts/PaneRoom.tsx';
import { setNames } from '../parts/words.ts';
import { DiagramColumn, type Enlarged } from './DiagramColumn.tsx';
import { diagrams as words } from './words.ts';
import './diagrams.css';

const DiagramDialog = later(() => import('./DiagramDialog.tsx').then((m) => m.DiagramDialog));

const smallest = 74;
const largest = 150;
const largestAlone = 320;
/** Where the page stands still and is not tall, the diagrams leave room for the race. */
const largestWhenShort = 84;
const isShort = () => window.innerWidth >= 1180 && window.innerHeight < 1000;
const columnGap = 12;
const axisWidth = 18;
/** Below this width a method is a row of two diagrams, its sets side by side. */
const narrow = 440;

/** Under a row of diagrams: counts and caption. Over both rows: the names. */
const belowDiagram = 80;
const aboveDiagrams = 24;

/** Side of every diagram, px, so that the methods of the race stand beside one another. */
function diagramSize({ width, height }: Size, methodCount: number, alone: boolean): number {
  if (width < narrow) return Math.max(smallest, Math.floor((width - columnGap) / 2));
  const beside = (width - axisWidth) / Math.max(1, methodCount) - columnGap;
  const stacked = (height - aboveDiagrams) / 2 - belowDiagram;
  const most = isShort() ? largestWhenShort : largest;
  const room = Math.min(beside, alone ? Math.min(stacked, largestAlone) : most);
  return Math.floor(Math.max(smallest, room));
}

/** A view has a column from its first evaluation on: until then it would only take room. */
function shownMethods(state: LabState) {
  return runMethods(state).filter(
    ({ id, kind }) => kind !== 'interpolation' || hasResult(state, id),
  );
}

function OodSelect({ oodId }: { oodId: string | null }) {
  const splits = useLabShallow(
    (state) => described(state.engine)?.dataset.splits.filter(({ role }) => role === 'ood') ?? [],
  );
  const setOodSplit = useLab((state) => state.setOodSplit);
  if (splits.length === 0) return null;
  return (
    <div className="inline">
      <select
        aria-label={words.oodSelect}
        value={oodId ?? ''}
        onChange={(event) => setOodSplit(event.target.value)}
      >
        {splits.map(({ id, label }) => (
          <option key={id} value={id}>
            {setNames.ood}: {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What bins, what temperature: true of every diagram below. */
function Terms() {
  const { binCount, binning, temperature } = useLab((state) => state.knobs);
  const at = temperature === 'own' ? words.ownT : `T ${formatNumber(temperature)}`;
  return (
    <span className="muted">
      {shareWords.bins(binCount, binning === 'mass')}
      {temperature === 1 ? '' : ` · ${at}`}
    </span>
  );
}

/** How to read the marks; while a range is brushed, which, and how to let go of it. */
function Legend() {
  const range = useLab((state) => state.selection.confidence);
  const select = useLab((state) => state.select);
  const scaled = useLab((state) => state.knobs.temperature !== 1);
  if (range) {
    return (
      <span className="brush-note">
        {words.brushed(rangeWords(range))}
        <button type="button" className="quiet" onClick={() => select({ confidence: null })}>
          {words.clear}
        </button>
      </span>
    );
  }
  return (
    <ul className="legend" aria-label={words.legend}>
      <li>
        <i className="key over" /> {words.over}
      </li>
      <li>
        <i className="key under" /> {words.under}
      </li>
      {scaled && (
        <li>
          <i className="key ghost" /> {words.raw}
        </li>
      )}
    </ul>
  );
}

/** Reliability diagrams: a column a method, ID over OOD. */
export function Diagrams() {
  const methods = useLabShallow(shownMethods);
  const oodId = useLab(oodSplitId);
  const alone = useLab((state) => state.layout.room === 'diagrams') && window.innerWidth >= 1180;
  const [ref, room] = useSize();
  const { width } = room;
  const [enlarged, setEnlarged] = useState<Enlarged | null>(null);
  const close = useCallback(() => setEnlarged(null), []);
  const size = diagramSize(room, methods.length, alone);
  const axisStyle = width < narrow ? undefined : { height: size };
  return (
    <section className="panel diagrams" aria-labelledby="diagrams-title">
      <div className="panel-head">
        <h2 id="diagrams-title">
          {words.title} <Terms />
        </h2>
        <Legend />
        <div className="diagrams-tools">
          <OodSelect oodId={oodId} />
          <PaneRoom pane="diagrams" name={words.title} />
        </div>
      </div>
      <div className="diagrams-scroll" ref={ref}>
        <div
          className="diagrams-grid"
          data-narrow={width < narrow}
          style={{ minWidth: width < narrow ? 0 : methods.length * (size + columnGap) + axisWidth }}
        >
          <div className="diagrams-axis" aria-hidden="true" hidden={methods.length === 0}>
            <span style={axisStyle}>
              {setNames.id} {diagram.accuracyAxis}
            </span>
            <span style={axisStyle}>
              {setNames.ood} {diagram.accuracyAxis}
            </span>
          </div>
          {methods.map((method) => (
            <DiagramColumn
              key={method.id}
              method={method}
              size={size}
              oodId={oodId}
              enlarge={setEnlarged}
            />
          ))}
        </div>
      </div>
      {enlarged && <DiagramDialog {...enlarged} oodId={oodId} onClose={close} />}
    </section>
  );
}
