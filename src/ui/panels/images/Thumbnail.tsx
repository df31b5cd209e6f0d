import { useEffect, useRef, useState } from 'react';
import type { CorruptionLevel } from '../../../protocol/catalogue.ts';
import type { ImageRef, Picture } from '../../../store/selection/state.ts';
import { useLab } from '../../useLab.ts';
import { words } from './words.ts';

interface ThumbnailProps extends ImageRef {
  /** Side on the page, px. */
  readonly size: number;
  /** The severity of a corruption that it is shown at; as it is without. */
  readonly rung?: CorruptionLevel;
}

/** Draws a picture at its own resolution; the page scales it. */
function draw(canvas: HTMLCanvasElement | null, { side, rgba }: Picture) {
  if (!canvas) return;
  canvas.width = side;
  canvas.height = side;
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, side, side), 0, 0);
}

/** One image of the dataset; its name stands beside it. */
export function Thumbnail({ splitId, index, size, rung }: ThumbnailProps) {
  const { shiftId, severity } = rung ?? {};
  const canvas = useRef<HTMLCanvasElement>(null);
  const picture = useLab((state) => state.picture);
  const tries = useLab((state) => state.picturesTry);
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new try asks once more
  useEffect(() => {
    let gone = false;
    setFailed(false);
    const corruption =
      shiftId === undefined || severity === undefined ? undefined : { shiftId, severity };
    picture({ splitId, index }, corruption).then(
      (found) => {
        if (!gone) draw(canvas.current, found);
      },
      () => {
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
    };
  }, [picture, splitId, index, tries, shiftId, severity]);
  const box = { width: size, height: size };
  if (failed) {
    return (
      <span className="thumbnail failed" style={box}>
        {size >= 40 ? words.noPicture : ''}
      </span>
    );
  }
  return <canvas ref={canvas} className="thumbnail" style={box} />;
}
