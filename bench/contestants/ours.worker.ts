import { expose } from 'comlink';
import { startDevice } from '../../src/engine/device.ts';
import type { LabErrorShape } from '../../src/protocol/labError.ts';
import { contestantOf } from './contestantOf.ts';
import { makeOurs } from './ours.ts';

const onFatal = (error: LabErrorShape) => {
  // Nobody is left to catch it, so that the page hears of it.
  queueMicrotask(() => {
    throw new Error(`${error.message} ${error.hint}`);
  });
};

expose(
  contestantOf(
    makeOurs(async ({ backend }) => {
      const { info, limits } = await startDevice(backend, onFatal);
      const { adapter, isFallbackAdapter, threads, tile } = info;
      const notes = tile ? [`matrix tile ${tile}`] : [];
      return { adapter, isFallbackAdapter, threads, notes, limits };
    }),
  ),
);
