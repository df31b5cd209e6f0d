import { useEffect, useState } from 'react';
import type { LabState } from '../store/labState.ts';
import { enqueueDraw } from './drawQueue.ts';
import { useLabStore } from './useLab.ts';

/** A value of the store that arrives in the chart's own frame; for the costly panels. */
export function useQueued<Value>(select: (state: LabState) => Value): Value {
  const store = useLabStore();
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => {
    let withdraw = () => {};
    const job = () => setValue(() => select(store.getState()));
    job();
    const forget = store.subscribe((state, before) => {
      if (!Object.is(select(state), select(before))) withdraw = enqueueDraw(job);
    });
    return () => {
      forget();
      withdraw();
    };
  }, [store, select]);
  return value;
}
