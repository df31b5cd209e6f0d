import { useEffect, useState } from 'react';

const waiting = new Set<() => void>();
let frame: number | null = null;

/** One job a frame: what changes together is drawn one after another, so that the page still answers. */
function runNext() {
  frame = null;
  const [job] = waiting;
  if (!job) return;
  waiting.delete(job);
  job();
  if (waiting.size > 0) frame = requestAnimationFrame(runNext);
}

/** Runs `job` in a frame of its own; a job already waiting is not run twice. Returns its withdrawal. */
export function enqueueDraw(job: () => void): () => void {
  waiting.add(job);
  if (frame === null) frame = requestAnimationFrame(runNext);
  return () => {
    waiting.delete(job);
  };
}

/** False at first, true from a frame of its own on: costly drawings do not all appear at once. */
export function useTurn(): boolean {
  const [turn, setTurn] = useState(false);
  useEffect(() => enqueueDraw(() => setTurn(true)), []);
  return turn;
}
