import type { EngineSlice } from '../engine/state.ts';
import { type Effect, sameParts } from '../kit/effect.ts';
import type { ResultsSlice } from '../results/state.ts';
import type { RunSlice } from '../run/state.ts';
import type { LayoutSlice } from '../view/state.ts';
import { matrixMethod } from './matrixSlice.ts';
import type { MatrixSlice } from './state.ts';

type Reads = EngineSlice & LayoutSlice & MatrixSlice & ResultsSlice & RunSlice;

/** Looks at a batch when its tab is opened and after every evaluation of its method, never otherwise. */
export const inspectBatches: Effect<Reads> = (store) => {
  store.subscribe(
    ({ run }) => run?.id,
    (_, before) => {
      if (before === undefined) return;
      store.setState(({ matrix }) => ({ inspections: {}, matrix: { ...matrix, error: null } }));
    },
  );
  store.subscribe(
    (state) => {
      const isOpen = state.layout.tray === 'matrix';
      const methodId = isOpen ? matrixMethod(state) : null;
      return [isOpen, methodId, methodId === null ? null : state.evaluations[methodId]] as const;
    },
    ([isOpen]) => {
      if (isOpen) void store.getState().inspectNow();
    },
    sameParts,
  );
};
