import { useEffect, useState } from 'react';
import type { LabState } from '../store/labState.ts';
import { enqueueDraw } from './drawQueue.ts';
import { useLabStore } from './useLab.ts';

type Select<Value> = ((state: LabState) => Value) & {
  /** What it depends on; without it, the selector itself is asked after every change. */
  readonly inputs?: (state: LabState) => readonly unknown[];
};

/**
 * A value of the store that arrives in the chart's own frame; for the costly panels. It is worked out
 * there, once, for the state as it then is.
 */
export function useQueued<Value>(select: Select<Value>): Value {
  const store = useLabStore();
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => {
    const inputs = select.inputs ?? ((state: LabState) => [select(state)]);
    let seen: readonly unknown[] = inputs(store.getState());
    let withdraw = () => {};
    const job = () => setValue(() => select(store.getState()));
    job();
    const forget = store.subscribe((state) => {
      const now = inputs(state);
      if (now.every((input, i) => Object.is(input, seen[i]))) return;
      seen = now;
      withdraw = enqueueDraw(job);
    });
    return () => {
      forget();
      withdraw();
    };
  }, [store, select]);
  return value;
}
