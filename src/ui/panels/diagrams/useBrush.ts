import { useCallback } from 'react';
import type { Selection } from '../../../store/selection/state.ts';
import type { ConfidenceRange } from '../../charts/brushRange.ts';
import { useLab, useLabStore } from '../../useLab.ts';

/** The brush that all diagrams share, and how one diagram sets it; a finished brush shows its images. */
export function useBrush(methodId: string, side: Selection['side']) {
  const store = useLabStore();
  const range = useLab((state) => state.selection.confidence);
  const onBrush = useCallback(
    (confidence: ConfidenceRange | null, done: boolean) => {
      const { select, layout, showTray } = store.getState();
      select(
        confidence === null
          ? { confidence }
          : { confidence, methodId, side, cell: null, label: null },
      );
      if (done && confidence && layout.tray !== 'classes') showTray('images');
    },
    [store, methodId, side],
  );
  return { range, onBrush };
}
