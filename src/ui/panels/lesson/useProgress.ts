import { useCallback, useState } from 'react';
import type { Lesson } from '../../../lessons/lesson.ts';
import { type Move, moved, noProgress, type Progress } from '../../../lessons/machine.ts';
import { type AllProgress, progressKey, readProgress } from '../../../lessons/progressShelf.ts';

const kept = (): AllProgress => {
  try {
    return readProgress(localStorage.getItem(progressKey));
  } catch {
    // Storage can be closed to the page; lessons then begin anew with every visit.
    return {};
  }
};

/** How far a student has come in every lesson, and what a move makes of it; kept in this browser. */
export function useProgress() {
  const [all, setAll] = useState(kept);
  const move = useCallback((lesson: Lesson, made: Move) => {
    setAll((known) => {
      const before = known[lesson.id] ?? noProgress;
      const after = moved(lesson, before, made);
      if (after === before) return known;
      const next = { ...known, [lesson.id]: after };
      try {
        localStorage.setItem(progressKey, JSON.stringify(next));
      } catch {
        // It then lasts for this visit only.
      }
      return next;
    });
  }, []);
  const of = useCallback(({ id }: Lesson): Progress => all[id] ?? noProgress, [all]);
  return { of, move };
}
