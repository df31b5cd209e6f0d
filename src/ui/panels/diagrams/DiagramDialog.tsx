import { useEffect, useMemo, useRef, useState } from 'react';
import { described } from '../../../store/engine/described.ts';
import { diagramOf, type ShownDiagram } from '../../../store/results/diagramSelector.ts';
import { idSplitId } from '../../../store/results/selectors.ts';
import { hasResult } from '../../../store/results/shown.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { Marker } from '../../charts/Marker.tsx';
import { ReliabilityDiagram } from '../../charts/ReliabilityDiagram.tsx';
import { rangeWords } from '../../charts/reliabilityWords.ts';
import { formatNumber } from '../../format.ts';
import { methodColor } from '../../theme.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { useWidth } from '../../useWidth.ts';
import { TemperatureRange } from '../knobs/TemperatureRange.tsx';
import { temperature as words } from '../knobs/words.ts';
import { ChartMenu } from '../parts/ChartMenu.tsx';
import { Lockable } from '../parts/Lockable.tsx';
import { setNames } from '../parts/words.ts';
import type { Enlarged } from './DiagramColumn.tsx';
import { DiagramFacts, DiagramTable } from './DiagramFacts.tsx';
import { useBrush } from './useBrush.ts';
import { dialog as dialogWords, diagrams as paneWords } from './words.ts';

const largest = 460;
/** What the labels of the large diagram need beside its square, px. */
const margins = 72;

interface DiagramDialogProps extends Enlarged {
  readonly oodId: string | null;
  onClose(): void;
}

/** One reliability diagram large enough to read every bin, its numbers, and the same as a table. */
export function DiagramDialog({ oodId, onClose, ...opened }: DiagramDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [{ methodId, side }, setShown] = useState<Enlarged>(opened);
  const methods = useLabShallow((state) =>
    runMethods(state).filter(({ id }) => hasResult(state, id)),
  );
  const [asTable, setAsTable] = useState(false);
  const idId = useLab(idSplitId);
  const splitId = side === 'id' ? idId : oodId;
  const shown = useLab(useMemo(() => diagramOf(methodId, splitId), [methodId, splitId]));
  const method = useLab((state) =>
    state.engine.catalogue?.methods.find(({ id }) => id === methodId),
  );
  const set = useLab((state) =>
    described(state.engine)?.dataset.splits.find(({ id }) => id === splitId),
  );
  const brushed = useLab((state) => state.selection.confidence);
  useEffect(() => dialog.current?.showModal(), []);
  if (!method) return null;
  const where = `${setNames[side]} ${set?.label ?? ''}`;
  return (
    <dialog
      ref={dialog}
      className="sheet diagram-sheet"
      aria-labelledby="diagram-title"
      onClose={onClose}
    >
      <div className="panel-head">
        <h2 id="diagram-title">
          <Marker style={method.style} /> {method.label} <span className="muted">{where}</span>
        </h2>
        <div className="inline">
          <fieldset className="segments" aria-label={dialogWords.method}>
            {methods.map(({ id, label, style }) => (
              <button
                key={id}
                type="button"
                aria-label={label}
                title={label}
                aria-pressed={id === methodId}
                onClick={() => setShown({ methodId: id, side })}
              >
                <Marker style={style} size={13} />
              </button>
            ))}
          </fieldset>
          <fieldset className="segments" aria-label={dialogWords.side}>
            {(['id', 'ood'] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={one === side}
                onClick={() => setShown({ methodId, side: one })}
              >
                {setNames[one]}
              </button>
            ))}
          </fieldset>
        </div>
        <div className="inline">
          {!asTable && shown && <ChartMenu target={dialog} name={`${method.label} ${where}`} />}
          <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? dialogWords.chart : dialogWords.table}
          </button>
          <form method="dialog">
            <button type="submit">{dialogWords.close}</button>
          </form>
        </div>
      </div>
      {shown ? (
        <div className="diagram-body">
          {asTable ? (
            <DiagramTable summary={shown.summary} />
          ) : (
            <Large
              title={`${method.label}, ${where}`}
              color={methodColor(method.style.hue)}
              {...{ methodId, side, shown }}
            />
          )}
          <DiagramFacts summary={shown.summary} raw={shown.raw}>
            <Lockable lock="temperature">
              <Temperature />
            </Lockable>
            {brushed && (
              <button type="button" onClick={() => dialog.current?.close()}>
                {dialogWords.seeImages(rangeWords(brushed))}
              </button>
            )}
          </DiagramFacts>
        </div>
      ) : (
        <p className="muted">{paneWords.later}</p>
      )}
    </dialog>
  );
}

/** The slider again, beside what it does; back to raw in one press. */
function Temperature() {
  const temperature = useLab((state) => state.knobs.temperature);
  const setTemperature = useLab((state) => state.setTemperature);
  const value = temperature === 'own' ? words.ownShort : formatNumber(temperature);
  return (
    <div className="knob">
      <div className="knob-head">
        <label htmlFor="diagram-t">{words.label}</label>
        <output htmlFor="diagram-t">{value}</output>
        <button
          type="button"
          className="small"
          disabled={temperature === 1}
          title={words.rawTitle}
          onClick={() => setTemperature(1)}
        >
          {words.raw}
        </button>
      </div>
      <TemperatureRange id="diagram-t" />
    </div>
  );
}

interface LargeProps extends Enlarged {
  readonly title: string;
  readonly color: string;
  readonly shown: ShownDiagram;
}

function Large({ title, color, methodId, side, shown }: LargeProps) {
  const classCount = useLab((state) => described(state.engine)?.dataset.classNames.length ?? 1);
  const { range, onBrush } = useBrush(methodId, side);
  const [ref, width] = useWidth();
  const size = Math.min(largest, Math.max(180, Math.floor(width) - margins));
  return (
    <div className="diagram-large" ref={ref}>
      {width > 0 && (
        <ReliabilityDiagram
          summary={shown.summary}
          raw={shown.raw}
          labelled
          {...{ title, color, classCount, size, range, onBrush }}
        />
      )}
    </div>
  );
}
