import { useEffect, useState } from 'react';
import type { StudyQueue } from '../../../study/queue.ts';
import type { QueueState } from '../../../study/queueState.ts';

/** Five times a second is as often as numbers can be read. */
const beatMs = 200;

/** What the queue says, drawn at most five times a second; what it ends with is always drawn. */
export function useQueue(queue: StudyQueue): QueueState {
  const [state, setState] = useState(queue.getState);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const draw = () => {
      timer = null;
      setState(queue.getState());
    };
    const unsubscribe = queue.subscribe(() => {
      timer ??= setTimeout(draw, beatMs);
    });
    draw();
    return () => {
      unsubscribe();
      if (timer !== null) clearTimeout(timer);
    };
  }, [queue]);
  return state;
}
