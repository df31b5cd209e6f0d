import { lazy, Suspense, useCallback, useState } from 'react';
import type { LabState } from '../../store/labState.ts';
import { oodSplitId, runMethods } from '../../store/selectors.ts';
import { strings } from '../../strings.ts';
import { rangeWords } from '../charts/reliabilityWords.ts';
import { formatCount, formatNumber } from '../format.ts';
import { useLab, useLabShallow } from '../useLab.ts';
import { useWidth } from '../useWidth.ts';
import { type Enlarged, TwinColumn } from './TwinColumn.tsx';
import '../styles/twins.css';

const DiagramDialog = lazy(() =>
  import('./DiagramDialog.tsx').then((module) => ({ default: module.DiagramDialog })),
);

const smallest = 78;
const largest = 150;
/** Where the page stands still and is not tall, the diagrams leave room for the race. */
const largestWhenShort = 92;
const isShort = () => window.innerWidth >= 1180 && window.innerHeight < 1000;
const columnGap = 12;
const axisWidth = 18;
/** Below this width a method is a row of two diagrams, its sets side by side. */
const narrow = 440;

/** Side of every diagram, px, so that the methods of the race stand beside one another. */
function diagramSize(width: number, methodCount: number): number {
  if (width < narrow) return Math.max(smallest, Math.floor((width - columnGap) / 2));
  const room = (width - axisWidth) / Math.max(1, methodCount) - columnGap;
  return Math.round(Math.min(isShort() ? largestWhenShort : largest, Math.max(smallest, room)));
}

const idSplitId = ({ engine }: LabState) =>
  engine.loaded?.dataset.splits.find(({ role }) => role === 'id')?.id ?? null;

function OodSelect({ oodId }: { oodId: string | null }) {
  const splits = useLabShallow(
    (state) => state.engine.loaded?.dataset.splits.filter(({ role }) => role === 'ood') ?? [],
  );
  const setOodSplit = useLab((state) => state.setOodSplit);
  if (splits.length === 0) return null;
  return (
    <div className="inline">
      <select
        aria-label={strings.twins.oodSelect}
        value={oodId ?? ''}
        onChange={(event) => setOodSplit(event.target.value)}
      >
        {splits.map(({ id, label }) => (
          <option key={id} value={id}>
            {strings.twins.oodRow}: {label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** "n 1 089", or from fewest to most where methods were evaluated on unlike parts of a set. */
function ImageCount({ splitId }: { splitId: string | null }) {
  const counts = useLabShallow(({ results }) => {
    const splits = Object.values(results).flatMap((result) => result.splits);
    const ns = splits.filter((split) => split.splitId === splitId).map(({ raw }) => raw.n);
    return ns.length === 0 ? [] : [Math.min(...ns), Math.max(...ns)];
  });
  const [fewest, most] = counts;
  if (fewest === undefined || most === undefined) return null;
  return `n ${fewest === most ? '' : `${formatCount(fewest)}–`}${formatCount(most)}`;
}

/** What bins, what temperature: true of every diagram below. */
function Terms() {
  const { binCount, binning, temperature } = useLab((state) => state.knobs);
  const { twins } = strings;
  const at = temperature === 'own' ? twins.ownT : `T ${formatNumber(temperature)}`;
  return (
    <span className="muted">
      {twins.bins(binCount, binning === 'mass')}
      {temperature === 1 ? '' : ` · ${at}`}
    </span>
  );
}

/** What is brushed and how to let go of it; before that, that one can. */
function BrushNote() {
  const range = useLab((state) => state.selection.confidence);
  const select = useLab((state) => state.select);
  const { twins } = strings;
  if (!range) return <span className="muted brush-note">{twins.brushHint}</span>;
  return (
    <span className="brush-note">
      {twins.brushed(rangeWords(range))}
      <button type="button" className="quiet" onClick={() => select({ confidence: null })}>
        {twins.clear}
      </button>
    </span>
  );
}

function Legend() {
  const { twins } = strings;
  const scaled = useLab((state) => state.knobs.temperature !== 1);
  return (
    <ul className="legend" aria-label={twins.legend}>
      <li>
        <i className="key over" /> {twins.over}
      </li>
      <li>
        <i className="key under" /> {twins.under}
      </li>
      <li>
        <i className="key perfect" /> {twins.perfect}
      </li>
      {scaled && (
        <li>
          <i className="key ghost" /> {twins.raw}
        </li>
      )}
    </ul>
  );
}

/** Reliability diagrams: a column a method, ID over OOD. */
export function Twins() {
  const methods = useLabShallow(runMethods);
  const oodId = useLab(oodSplitId);
  const idId = useLab(idSplitId);
  const [ref, width] = useWidth();
  const [enlarged, setEnlarged] = useState<Enlarged | null>(null);
  const close = useCallback(() => setEnlarged(null), []);
  const size = diagramSize(width, methods.length);
  const { twins } = strings;
  return (
    <section className="panel twins" aria-labelledby="twins-title">
      <div className="panel-head">
        <h2 id="twins-title">
          {twins.title} <Terms />
        </h2>
        <BrushNote />
        <OodSelect oodId={oodId} />
      </div>
      <div className="twin-scroll" ref={ref}>
        <div className="twin-grid" data-narrow={width < narrow}>
          <div className="twin-axis" aria-hidden="true" hidden={methods.length === 0}>
            <span style={{ height: size }}>
              {twins.idRow} <ImageCount splitId={idId} />
            </span>
            <span style={{ height: size }}>
              {twins.oodRow} <ImageCount splitId={oodId} />
            </span>
          </div>
          {methods.map((method) => (
            <TwinColumn
              key={method.id}
              method={method}
              size={size}
              oodId={oodId}
              enlarge={setEnlarged}
            />
          ))}
        </div>
      </div>
      <div className="twin-foot">
        <span className="muted">{twins.axes}</span>
        <Legend />
      </div>
      {enlarged && (
        <Suspense fallback={null}>
          <DiagramDialog {...enlarged} oodId={oodId} onClose={close} />
        </Suspense>
      )}
    </section>
  );
}
