import { useEffect, useRef, useState } from 'react';
import { epochNow } from '../../../protocol/clock.ts';
import { leadStep } from '../../../store/run/selectors.ts';
import { formatCount } from '../../format.ts';
import { useLabStore } from '../../useLab.ts';
import { type NotesWindow, openNotes } from './notesWindow.ts';
import { demo as words } from './words.ts';

/**
 * The presenter's window, told once a second what the big screen shows.
 * @returns its opener, and whether the browser refused to open it
 */
export function useNotes(onKey: (event: KeyboardEvent) => void) {
  const store = useLabStore();
  const opened = useRef<NotesWindow | null>(null);
  const keys = useRef(onKey);
  keys.current = onKey;
  const began = useRef<number | null>(null);
  const [blocked, setBlocked] = useState(false);
  useEffect(() => {
    const show = () => {
      const { demo, run } = store.getState();
      if ((demo.beat ?? 0) > 0) began.current ??= epochNow();
      const { steps } = run?.config ?? {};
      const state = run && steps ? words.step(formatCount(leadStep(run)), formatCount(steps)) : '';
      const spentMs = began.current === null ? 0 : epochNow() - began.current;
      opened.current?.show({ beat: demo.beat ?? 0, state, spentMs });
    };
    const timer = setInterval(show, 1000);
    const unsubscribe = store.subscribe(({ demo }, before) => {
      if (demo.beat !== before.demo.beat) show();
    });
    return () => {
      clearInterval(timer);
      unsubscribe();
      opened.current?.close();
    };
  }, [store]);
  const open = () => {
    opened.current = openNotes((event) => keys.current(event));
    setBlocked(opened.current === null);
    const { beat } = store.getState().demo;
    opened.current?.show({ beat: beat ?? 0, state: '', spentMs: 0 });
  };
  return { open, blocked };
}
