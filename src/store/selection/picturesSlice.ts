import type { CorruptionLevel } from '../../protocol/catalogue.ts';
import { described } from '../engine/described.ts';
import type { EngineSlice } from '../engine/state.ts';
import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { toShown } from '../kit/toShown.ts';
import type { ImageRef, Picture, PicturesSlice } from './state.ts';

type Reads = EngineSlice & PicturesSlice;

/** Pictures kept at hand: 48 px each, about 7 MB in all. */
const mostKept = 800;

interface Wish {
  readonly image: ImageRef;
  readonly corruption: CorruptionLevel | undefined;
  readonly answer: Promise<Picture>;
  resolve(picture: Picture): void;
  reject(error: unknown): void;
}

function makeWish(image: ImageRef, corruption: CorruptionLevel | undefined): Wish {
  let resolve: Wish['resolve'] = () => {};
  let reject: Wish['reject'] = () => {};
  const answer = new Promise<Picture>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { image, corruption, answer, resolve, reject };
}

const rungName = (corruption: CorruptionLevel | undefined) =>
  corruption ? `/${corruption.shiftId}/${corruption.severity}` : '';

/** Wishes with the same name are fetched together. */
const batchName = ({ image, corruption }: Wish) => `${image.splitId}${rungName(corruption)}`;

export const createPicturesSlice =
  ({ images }: LabDeps): Slice<PicturesSlice, Reads> =>
  (set, get) => {
    const kept = new Map<string, Promise<Picture>>();
    let wishes: Wish[] = [];

    const folder = () => {
      const { engine } = get();
      const { catalogue } = engine;
      const known = described(engine);
      return catalogue?.datasets.find(({ id }) => id === known?.dataset.id)?.path;
    };

    const fetchBatch = async (path: string, wanted: readonly Wish[]) => {
      const { image, corruption } = wanted[0]!;
      try {
        const indices = wanted.map(({ image: { index } }) => index);
        const { side, rgba } = await images.pixels(path, image.splitId, indices, corruption);
        const size = side * side * 4;
        wanted.forEach(({ resolve }, i) => {
          resolve({ side, rgba: rgba.slice(i * size, (i + 1) * size) });
        });
        if (get().picturesError) set({ picturesError: null });
      } catch (error) {
        for (const { reject } of wanted) reject(error);
        set({ picturesError: toShown(error) });
      }
    };

    const fetchWishes = () => {
      const asked = wishes;
      wishes = [];
      const path = folder();
      for (const name of new Set(asked.map(batchName))) {
        const wanted = asked.filter((wish) => batchName(wish) === name);
        if (path !== undefined) void fetchBatch(path, wanted);
        else for (const { reject } of wanted) reject(new RangeError('no dataset'));
      }
    };

    return {
      picturesError: null,
      picturesTry: 0,
      picture: (image, corruption) => {
        const key = `${folder()}/${image.splitId}/${image.index}${rungName(corruption)}`;
        const known = kept.get(key);
        if (known) return known;
        const wish = makeWish(image, corruption);
        if (wishes.length === 0) queueMicrotask(fetchWishes);
        wishes.push(wish);
        kept.set(key, wish.answer);
        wish.answer.catch(() => kept.delete(key));
        for (const oldest of kept.keys()) {
          if (kept.size <= mostKept) break;
          kept.delete(oldest);
        }
        return wish.answer;
      },
      retryPictures: () =>
        set(({ picturesTry }) => ({ picturesError: null, picturesTry: picturesTry + 1 })),
    };
  };
