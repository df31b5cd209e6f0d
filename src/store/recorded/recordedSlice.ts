import type { LabDeps } from '../kit/ports.ts';
import type { Slice } from '../kit/slice.ts';
import { toShown } from '../kit/toShown.ts';
import { demandNoRace } from '../run/runAtRest.ts';
import type { RecordedOpener, RecordedReads } from './openRecorded.ts';
import type { RecordedSlice, RecordedState } from './state.ts';

const lessMotion = () =>
  typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;

const nothing: RecordedState = {
  phase: 'unasked',
  isThere: false,
  recording: null,
  history: {},
  facesUrl: null,
  logits: 'unasked',
  here: null,
  error: null,
};

export const createRecordedSlice =
  ({ recordings }: LabDeps): Slice<RecordedSlice, RecordedReads> =>
  (set, get) => {
    const patch = (change: Partial<RecordedState>) =>
      set(({ recorded }) => ({ recorded: { ...recorded, ...change } }));
    /** Comes with the first recording. */
    let opener: RecordedOpener | null = null;
    const opened = async () => {
      const { createRecordedOpener } = await import('./openRecorded.ts');
      opener ??= createRecordedOpener(await recordings(), set, get);
      return opener;
    };
    /** Its step log, and what its methods made of a batch. */
    const readSteps = async () => {
      try {
        await (await opened()).readSteps();
      } catch (error) {
        patch({ error: toShown(error) });
      }
    };
    return {
      recorded: nothing,
      openRecorded: async () => {
        try {
          demandNoRace(get());
          if (get().recorded.phase === 'looking') return false;
          patch({ phase: 'looking', error: null });
          const found = await (await opened()).open();
          if (!found) patch({ phase: 'none' });
          if (!found || get().run?.recorded !== true) return false;
          void readSteps();
          if (!lessMotion() && get().clock.scrubStep === null) get().play(true);
          return true;
        } catch (error) {
          patch({ phase: 'failed', error: toShown(error) });
          return false;
        }
      },
      hasRecorded: async () => {
        const isThere = await opened()
          .then((opening) => opening.has())
          .catch(() => false);
        patch({ isThere });
        return isThere;
      },
      retryRecorded: async () => {
        if (get().run?.recorded !== true) return void (await get().openRecorded());
        patch({ error: null });
        await Promise.all([readSteps(), get().wantRecordedLogits()]);
      },
      wantRecordedLogits: async () => {
        try {
          await (await opened()).readLogits();
        } catch (error) {
          patch({ logits: 'unasked', error: toShown(error) });
        }
      },
    };
  };
