import { useMemo } from 'react';
import { confusedPairs } from '../../../results/confusion.ts';
import { described } from '../../../store/engine/described.ts';
import { classView } from '../../../store/selection/classRows.ts';
import { lookedAt, selectedImages } from '../../../store/selection/imageRows.ts';
import type { Selection } from '../../../store/selection/state.ts';
import { ConfusionMatrix } from '../../charts/ConfusionMatrix.tsx';
import { classes as chartWords } from '../../charts/words.ts';
import { methodColor } from '../../theme.ts';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { ImageHead } from '../images/ImageHead.tsx';
import { PicturesError } from '../images/PicturesError.tsx';
import { SelectionFields } from '../images/SelectionFields.tsx';
import { words as imageWords } from '../images/words.ts';
import { ClassAccuracy } from './ClassAccuracy.tsx';
import { ConfusedPairs } from './ConfusedPairs.tsx';
import { words } from './words.ts';
import '../images/images.css';
import './classes.css';

const matrixSize = 206;
const mostPairs = 8;

/** Where the brushed images go wrong: pairs of classes, all classes at once, and each class. */
export function ClassesTab() {
  const view = useQueued(classView);
  const looked = useQueued(lookedAt);
  const brushed = useQueued(selectedImages)?.brushed;
  const names = useLab((state) => described(state.engine)?.dataset.classNames);
  const style = useLab(
    (state) => state.engine.catalogue?.methods.find(({ id }) => id === looked?.methodId)?.style,
  );
  const cell = useLab((state) => state.selection.cell);
  const select = useLab((state) => state.select);
  const showTray = useLab((state) => state.showTray);
  const pairs = useMemo(
    () => (view ? confusedPairs(view.counts, view.classCount).slice(0, mostPairs) : []),
    [view],
  );
  if (!view || !looked || !brushed || !names)
    return <p className="muted">{imageWords.nothingYet}</p>;
  const list = (change: Partial<Selection>) => {
    select({ cell: null, label: null, wrongOnly: false, contrast: null, ...change });
    showTray('images');
  };
  const color = methodColor(style?.hue ?? 0);
  return (
    <div className="classes-tab">
      <ImageHead />
      <div className="image-filters">
        <SelectionFields />
      </div>
      <PicturesError />
      <div className="confusions">
        <section aria-label={words.pairs}>
          <h3>{words.pairs}</h3>
          <ConfusedPairs
            {...{ pairs, images: brushed, classNames: names }}
            splitId={looked.split.splitId}
            choose={({ label, predicted }) => list({ cell: { label, predicted } })}
          />
        </section>
        <section aria-label={chartWords.matrix}>
          <h3>{chartWords.matrix}</h3>
          <ConfusionMatrix
            {...{ counts: view.counts, classNames: names, color }}
            size={matrixSize}
            chosen={cell}
            choose={(chosen) => list({ cell: chosen })}
          />
        </section>
      </div>
      <ClassAccuracy {...{ view, classNames: names, color }} choose={(label) => list({ label })} />
    </div>
  );
}
