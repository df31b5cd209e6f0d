import { useEffect, useState } from 'react';
import { described } from '../../../store/engine/described.ts';
import type { Picture } from '../../../store/selection/state.ts';
import { useLab } from '../../useLab.ts';

/** A picture as an image's address; null where nothing can be drawn. */
function urlOf({ side, rgba }: Picture): string | null {
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.putImageData(new ImageData(rgba, side, side), 0, 0);
  return canvas.toDataURL();
}

/** The train images at these positions; null where a picture has not come. */
export function usePictureUrls(indices: Int32Array | undefined): readonly (string | null)[] {
  const splits = useLab((state) => described(state.engine)?.dataset.splits);
  const picture = useLab((state) => state.picture);
  const tries = useLab((state) => state.picturesTry);
  const [urls, setUrls] = useState<readonly (string | null)[]>([]);
  const splitId = splits?.find(({ role }) => role === 'train')?.id;
  const wanted = indices ? [...indices].join() : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: every try asks once more
  useEffect(() => {
    let current = true;
    const positions = wanted === '' ? [] : wanted.split(',').map(Number);
    setUrls(positions.map(() => null));
    if (splitId === undefined) return;
    const asked = positions.map((index) => picture({ splitId, index }).then(urlOf, () => null));
    void Promise.all(asked).then((answers) => {
      if (current) setUrls(answers);
    });
    return () => {
      current = false;
    };
  }, [wanted, splitId, picture, tries]);
  return urls;
}
