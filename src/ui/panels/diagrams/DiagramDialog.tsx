import { useEffect, useMemo, useRef, useState } from 'react';
import type { ImageGroup } from '../../../results/imageGroup.ts';
import { described } from '../../../store/engine/described.ts';
import { diagramOf } from '../../../store/results/diagramSelector.ts';
import { idSplitId } from '../../../store/results/selectors.ts';
import { hasResult, shownEntry } from '../../../store/results/shown.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { shownTemperature } from '../../../store/selection/imageRows.ts';
import { rangeWords } from '../../charts/reliabilityWords.ts';
import { formatNumber } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { TemperatureRange } from '../knobs/TemperatureRange.tsx';
import { temperature as temperatureWords } from '../knobs/words.ts';
import { ChartMenu } from '../parts/ChartMenu.tsx';
import { Lockable } from '../parts/Lockable.tsx';
import { setNames } from '../parts/words.ts';
import type { Enlarged } from './DiagramColumn.tsx';
import { DialogHead } from './DialogHead.tsx';
import { GroupFields } from './GroupFields.tsx';
import { type GroupChoice, toGroup } from './groupChoice.ts';
import { LargeDiagram, type Look } from './LargeDiagram.tsx';
import { type GroupWish, useGroup } from './useGroup.ts';
import { dialog as dialogWords, looks, diagrams as paneWords, group as words } from './words.ts';

interface DiagramDialogProps extends Enlarged {
  readonly oodId: string | null;
  onClose(): void;
}

/** One reliability diagram large enough to read every bin, its numbers, and the same as a table. */
export function DiagramDialog({ oodId, onClose, ...opened }: DiagramDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [{ methodId, side }, setShown] = useState<Enlarged>(opened);
  const [look, setLook] = useState<Look>({ smooth: false, table: false });
  const [choice, setChoice] = useState<GroupChoice>({ kind: 'all' });
  const [together, setTogether] = useState(false);
  const methods = useLabShallow((state) =>
    runMethods(state).filter(({ id }) => hasResult(state, id)),
  );
  const idId = useLab(idSplitId);
  const oodSets = useLabShallow(
    (state) => described(state.engine)?.dataset.splits.filter(({ role }) => role === 'ood') ?? [],
  );
  const splitId = side === 'id' ? idId : oodId;
  const isTogether = side === 'ood' && together;
  const splitIds = useMemo(
    () => (isTogether ? oodSets.map(({ id }) => id) : splitId === null ? [] : [splitId]),
    [isTogether, oodSets, splitId],
  );
  const whole = useLab(useMemo(() => diagramOf(methodId, splitId), [methodId, splitId]));
  const isAll = choice.kind === 'all' && !isTogether;
  const isKnown = isAll && !look.smooth;
  const group = useGroup(useWish(methodId, splitIds, choice, isKnown));
  const hasLogits = useLab(({ vault, ...state }) => {
    const key = shownEntry(state, methodId)?.key;
    return key !== undefined && vault.has(key) && state.summaryRevision >= 0;
  });
  const method = methods.find(({ id }) => id === methodId);
  const set = useLab((state) =>
    described(state.engine)?.dataset.splits.find(({ id }) => id === splitId),
  );
  const brushed = useLab((state) => state.selection.confidence);
  useEffect(() => dialog.current?.showModal(), []);
  if (!method) return null;
  const where = isTogether ? words.together : `${setNames[side]} ${set?.label ?? ''}`;
  const title = `${method.label}, ${where}`;
  return (
    <dialog
      ref={dialog}
      className="sheet diagram-sheet"
      aria-labelledby="diagram-title"
      onClose={onClose}
    >
      <DialogHead {...{ method, methods, side, where, look, setLook, setShown }}>
        {!look.table && whole && <ChartMenu target={dialog} name={`${method.label} ${where}`} />}
      </DialogHead>
      {!whole ? (
        <p className="muted">{paneWords.later}</p>
      ) : !hasLogits && !isKnown ? (
        <p className="muted">{looks.noLogits}</p>
      ) : (
        <LargeDiagram
          hue={method.style.hue}
          {...{ title, methodId, side, look, whole, group, isAll }}
        >
          {side === 'ood' && oodSets.length > 1 && (
            <label className="check" title={words.togetherTitle}>
              <input
                type="checkbox"
                checked={together}
                onChange={({ target }) => setTogether(target.checked)}
              />
              {words.together}
            </label>
          )}
          {hasLogits && (
            <GroupFields {...{ methodId, splitIds, methods, choice }} choose={setChoice} />
          )}
          <Lockable lock="temperature">
            <Temperature />
          </Lockable>
          {brushed && isKnown && (
            <button type="button" onClick={() => dialog.current?.close()}>
              {dialogWords.seeImages(rangeWords(brushed))}
            </button>
          )}
        </LargeDiagram>
      )}
    </dialog>
  );
}

/** What to ask of the statistics worker; null where the page knows it itself. */
function useWish(
  methodId: string,
  splitIds: readonly string[],
  choice: GroupChoice,
  isKnown: boolean,
): GroupWish | null {
  const key = useLab((state) => shownEntry(state, methodId)?.key);
  const temperature = useLab((state) => shownTemperature(state, methodId));
  const named = useLab((state) => JSON.stringify(toGroup(state, choice)));
  return useMemo(() => {
    const group = JSON.parse(named) as ImageGroup | null;
    if (isKnown || key === undefined || group === null) return null;
    return { key, splitIds, group, temperature };
  }, [isKnown, key, splitIds, named, temperature]);
}

/** The slider again, beside what it does; back to raw in one press. */
function Temperature() {
  const temperature = useLab((state) => state.knobs.temperature);
  const setTemperature = useLab((state) => state.setTemperature);
  const value = temperature === 'own' ? temperatureWords.ownShort : formatNumber(temperature);
  return (
    <div className="knob">
      <div className="knob-head">
        <label htmlFor="diagram-t">{temperatureWords.label}</label>
        <output htmlFor="diagram-t">{value}</output>
        <button
          type="button"
          className="small"
          disabled={temperature === 1}
          title={temperatureWords.rawTitle}
          onClick={() => setTemperature(1)}
        >
          {temperatureWords.raw}
        </button>
      </div>
      <TemperatureRange id="diagram-t" />
    </div>
  );
}
