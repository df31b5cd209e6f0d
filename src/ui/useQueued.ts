import { useEffect, useState } from 'react';
import type { LabState } from '../store/labState.ts';
import { useLabStore } from './useLab.ts';

const waiting = new Set<() => void>();
let frame: number | null = null;

/** One job a frame: charts that change together are drawn one after another, none holds up the page. */
function runNext() {
  frame = null;
  const [job] = waiting;
  if (!job) return;
  waiting.delete(job);
  job();
  if (waiting.size > 0) frame = requestAnimationFrame(runNext);
}

function enqueue(job: () => void) {
  waiting.add(job);
  if (frame === null) frame = requestAnimationFrame(runNext);
}

/** A value of the store that arrives in the chart's own frame; for the costly panels. */
export function useQueued<Value>(select: (state: LabState) => Value): Value {
  const store = useLabStore();
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => {
    const job = () => setValue(() => select(store.getState()));
    job();
    const forget = store.subscribe((state, before) => {
      if (!Object.is(select(state), select(before))) enqueue(job);
    });
    return () => {
      forget();
      waiting.delete(job);
    };
  }, [store, select]);
  return value;
}
