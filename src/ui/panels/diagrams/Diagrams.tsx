import { type CSSProperties, useCallback, useState } from 'react';
import { described } from '../../../store/engine/described.ts';
import type { LabState } from '../../../store/labState.ts';
import { oodSplitId } from '../../../store/results/selectors.ts';
import { hasResult } from '../../../store/results/shown.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import type { Selection } from '../../../store/selection/state.ts';
import { words as shareWords } from '../../../store/share/words.ts';
import { rangeWords } from '../../charts/reliabilityWords.ts';
import { diagram } from '../../charts/words.ts';
import { formatNumber } from '../../format.ts';
import { later } from '../../later.tsx';
import { useLab, useLabShallow } from '../../useLab.ts';
import { useSize } from '../../useSize.ts';
import { PaneRoom } from '../parts/PaneRoom.tsx';
import { setNames } from '../parts/words.ts';
import { DiagramColumn, type Enlarged } from './DiagramColumn.tsx';
import { diagramLayout, rowsFor } from './diagramLayout.ts';
import { Pages } from './Pages.tsx';
import { diagrams as words } from './words.ts';
import './diagrams.css';

const DiagramDialog = later(() => import('./DiagramDialog.tsx').then((m) => m.DiagramDialog));

/** A view has a column from its first evaluation on: until then it would only take room. */
function shownMethods(state: LabState) {
  return runMethods(state).filter(
    ({ id, kind }) => kind !== 'interpolation' || hasResult(state, id),
  );
}

interface SetSelectProps {
  /** What the only row shows; null while both rows stand there. */
  readonly side: Selection['side'] | null;
  readonly oodId: string | null;
  show(side: Selection['side']): void;
}

/** Which OOD set the lower row shows; where there is one row, which set it shows. */
function SetSelect({ side, oodId, show }: SetSelectProps) {
  const splits = useLabShallow(
    (state) => described(state.engine)?.dataset.splits.filter(({ role }) => role === 'ood') ?? [],
  );
  const setOodSplit = useLab((state) => state.setOodSplit);
  if (splits.length === 0) return null;
  return (
    <div className="inline">
      <select
        aria-label={side ? words.setSelect : words.oodSelect}
        value={side === 'id' ? '' : (oodId ?? '')}
        onChange={({ target: { value } }) => {
          show(value === '' ? 'id' : 'ood');
          if (value !== '') setOodSplit(value);
        }}
      >
        {side && <option value="">{words.idSet}</option>}
        {splits.map(({ id, label }) => (
          <option key={id} value={id}>
            {setNames.ood}: {label}
          </option>
        ))}
      </select>
    </div>
  );
}

const both = ['id', 'ood'] as const;
const onlyId = ['id'] as const;
const onlyOod = ['ood'] as const;

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
  const alone = useLab((state) => state.layout.room === 'diagrams');
  const curves = useLab((state) => state.layout.stage === 'curves');
  const inLesson = useLab((state) => state.layout.lesson !== null);
  const [ref, pane] = useSize();
  const [side, setSide] = useState<Selection['side']>('ood');
  const [enlarged, setEnlarged] = useState<Enlarged | null>(null);
  const close = useCallback(() => setEnlarged(null), []);
  const { innerWidth, innerHeight } = window;
  const room = { width: innerWidth, height: innerHeight };
  const rows = rowsFor(room, alone, curves);
  // A lesson may speak of either row.
  const oneRow = rows === 'one' && !inLesson;
  const { size, visible, narrow } = diagramLayout(pane, room, methods.length, rows);
  const sides = !oneRow ? both : side === 'id' ? onlyId : onlyOod;
  return (
    <section className="panel diagrams" aria-labelledby="diagrams-title">
      <div className="panel-head">
        <h2 id="diagrams-title">
          {words.title} <Terms />
        </h2>
        <Legend />
        <div className="diagrams-tools">
          <SetSelect side={oneRow ? side : null} oodId={oodId} show={setSide} />
          <PaneRoom pane="diagrams" name={words.title} />
        </div>
      </div>
      <div className="diagrams-scroll" ref={ref}>
        <div
          className="diagrams-grid"
          data-narrow={narrow}
          style={{ '--visible': visible } as CSSProperties}
        >
          <div className="diagrams-axis" aria-hidden="true" hidden={methods.length === 0}>
            {sides.map((one) => (
              <span key={one} style={narrow ? undefined : { height: size }}>
                {setNames[one]} {narrow ? diagram.accuracyUp : diagram.accuracyAxis}
              </span>
            ))}
          </div>
          <Pages visible={visible} methods={methods}>
            {methods.map((method) => (
              <DiagramColumn
                key={method.id}
                {...{ method, size, sides, oodId }}
                enlarge={setEnlarged}
              />
            ))}
          </Pages>
        </div>
      </div>
      {enlarged && <DiagramDialog {...enlarged} oodId={oodId} onClose={close} />}
    </section>
  );
}
