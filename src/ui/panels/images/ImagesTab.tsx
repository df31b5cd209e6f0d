import { useCallback, useMemo, useState } from 'react';
import { described } from '../../../store/engine/described.ts';
import { awaitsLogits } from '../../../store/recorded/awaitsLogits.ts';
import {
  type ImageOrder,
  lookedAt,
  selectedImages,
  sortImages,
} from '../../../store/selection/imageRows.ts';
import type { ImageRef } from '../../../store/selection/state.ts';
import { formatCount } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { looks } from '../diagrams/words.ts';
import { ImageDetail } from './ImageDetail.tsx';
import { ImageFilters } from './ImageFilters.tsx';
import { ImageGrid } from './ImageGrid.tsx';
import { ImageHead } from './ImageHead.tsx';
import { PicturesError } from './PicturesError.tsx';
import { PinStrip } from './PinStrip.tsx';
import { words } from './words.ts';
import './images.css';

/** The images behind the numbers: those of the brushed bins, filtered, sorted; one of them closely. */
export function ImagesTab() {
  const looked = useQueued(lookedAt);
  const images = useQueued(selectedImages);
  const names = useLab((state) => described(state.engine)?.dataset.classNames);
  const evaluated = useLab((state) => Object.keys(state.evaluations).length > 0);
  const logitsCome = useLab(awaitsLogits);
  const [order, setOrder] = useState<ImageOrder>('wrongSure');
  const [opened, setOpened] = useState<ImageRef | null>(null);
  const sorted = useMemo(() => sortImages(images?.listed ?? [], order), [images, order]);
  const splitId = looked?.split.splitId ?? '';
  const open = useCallback((index: number) => setOpened({ splitId, index }), [splitId]);
  if (!looked || !images) {
    const later = logitsCome ? looks.coming : words.noLogits;
    return <p className="muted">{evaluated ? later : words.nothingYet}</p>;
  }
  return (
    <div className="images-tab">
      <PinStrip open={setOpened} />
      <PicturesError />
      {opened ? (
        <ImageDetail image={opened} close={() => setOpened(null)} />
      ) : (
        <>
          <ImageHead />
          {!images.isBrushed && <p className="help">{words.brushHint}</p>}
          <ImageFilters order={order} setOrder={setOrder} />
          {sorted.length < images.brushed.length && (
            <p className="muted image-count">{words.shown(formatCount(sorted.length))}</p>
          )}
          {sorted.length === 0 ? (
            <p className="muted">{words.none}</p>
          ) : (
            <ImageGrid images={sorted} splitId={splitId} classNames={names ?? []} open={open} />
          )}
        </>
      )}
    </div>
  );
}
