import { useCallback, useEffect, useRef } from 'react';
import { useLabStore } from '../../useLab.ts';

/** Moves the one crosshair of all panes, at most once a frame; leaving takes it away. */
export function useCrosshair(): (step: number | null) => void {
  const store = useLabStore();
  const frame = useRef(0);
  const wish = useRef<number | null>(null);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback(
    (step) => {
      wish.current = step;
      if (frame.current !== 0) return;
      frame.current = requestAnimationFrame(() => {
        frame.current = 0;
        store.getState().setCrosshair(wish.current);
      });
    },
    [store],
  );
}
