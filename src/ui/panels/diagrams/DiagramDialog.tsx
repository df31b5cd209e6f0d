import { useEffect, useMemo, useRef, useState } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { SplitInfo } from '../../../protocol/events.ts';
import type { ImageGroup } from '../../../results/imageGroup.ts';
import { described } from '../../../store/engine/described.ts';
import { awaitsLogits } from '../../../store/recorded/awaitsLogits.ts';
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
import { choiceWords, type GroupChoice, toGroup } from './groupChoice.ts';
import { LargeDiagram, type Look } from './LargeDiagram.tsx';
import { type GroupWish, useGroup } from './useGroup.ts';
import { dialog as dialogWords, looks, diagrams as paneWords, group as words } from './words.ts';

const noMethods: readonly MethodInfo[] = [];
const noSplits: readonly SplitInfo[] = [];

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
  const all = useLab((state) => state.engine.catalogue?.methods) ?? noMethods;
  const methods = useLabShallow((state) =>
    runMethods(state).filter(({ id }) => hasResult(state, id)),
  );
  // The vault changes in place; `evaluations` tells of it.
  const withLogits = useLabShallow((state) =>
    runMethods(state).filter(({ id }) => state.vault.has(shownEntry(state, id)?.key ?? '')),
  );
  const hasLogits = withLogits.some(({ id }) => id === methodId);
  const logitsCome = useLab(awaitsLogits);
  const idId = useLab(idSplitId);
  const splits = useLab((state) => described(state.engine)?.dataset.splits) ?? noSplits;
  const classNames = useLab((state) => described(state.engine)?.dataset.classNames);
  const oodIds = useMemo(
    () => splits.filter(({ role }) => role === 'ood').map(({ id }) => id),
    [splits],
  );
  const splitId = side === 'id' ? idId : oodId;
  const isTogether = side === 'ood' && together;
  const splitIds = useMemo(
    () => (isTogether ? oodIds : splitId === null ? [] : [splitId]),
    [isTogether, oodIds, splitId],
  );
  const whole = useLab(useMemo(() => diagramOf(methodId, splitId), [methodId, splitId]));
  const isAll = choice.kind === 'all' && !isTogether;
  const isKnown = isAll && !look.smooth;
  const said = useGroup(useWish(methodId, splitIds, choice, isKnown || !hasLogits));
  const brushed = useLab((state) => state.selection.confidence);
  useEffect(() => dialog.current?.showModal(), []);
  const method = all.find(({ id }) => id === methodId);
  if (!method) return null;
  const nameOf = (id: string) => all.find((one) => one.id === id)?.label ?? id;
  const set = isTogether
    ? words.together
    : `${setNames[side]} ${splits.find(({ id }) => id === splitId)?.label ?? ''}`;
  const group = choiceWords(choice, (index) => classNames?.[index] ?? `${index}`, nameOf);
  const where = [set, group].filter(Boolean).join(', ');
  const missing = missingWords(isKnown, hasLogits, logitsCome, said === 'failed');
  return (
    <dialog
      ref={dialog}
      className="sheet diagram-sheet"
      aria-labelledby="diagram-title"
      onClose={onClose}
    >
      <DialogHead
        {...{ method, methods, side, where, look, setLook }}
        setShown={(next) => {
          setShown(next);
          // A method cannot be set against itself.
          if (choice.kind === 'sure' && choice.methodId === next.methodId) {
            setChoice({ ...choice, methodId });
          }
        }}
      >
        {!look.table && whole && <ChartMenu target={dialog} name={`${method.label} ${where}`} />}
      </DialogHead>
      <LargeDiagram
        title={`${method.label}, ${where}`}
        hue={method.style.hue}
        group={said === 'failed' || !hasLogits ? null : said}
        {...{ methodId, side, look, whole, isAll, missing }}
      >
        {side === 'ood' && oodIds.length > 1 && (
          <>
            <label className="check">
              <input
                type="checkbox"
                checked={together}
                onChange={({ target }) => setTogether(target.checked)}
              />
              {words.together}
            </label>
            {together && <p className="help">{words.togetherHelp}</p>}
          </>
        )}
        <GroupFields
          {...{ methodId, splitIds, choice }}
          methods={withLogits}
          disabled={!hasLogits && choice.kind === 'all'}
          choose={setChoice}
        />
        <Lockable lock="temperature">
          <Temperature />
        </Lockable>
        {brushed && isKnown && (
          <button type="button" onClick={() => dialog.current?.close()}>
            {dialogWords.seeImages(rangeWords(brushed))}
          </button>
        )}
      </LargeDiagram>
    </dialog>
  );
}

/** Why there is no drawing yet, or none at all. */
function missingWords(isKnown: boolean, hasLogits: boolean, logitsCome: boolean, failed: boolean) {
  if (isKnown) return paneWords.later;
  if (hasLogits) return failed ? looks.noLogits : looks.computing;
  return logitsCome ? looks.coming : looks.noLogits;
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
