/** Runs `job` before the next frame is drawn, or soon where nothing is drawn, as in a hidden tab; returns its withdrawal. */
export function nextFrame(job: () => void): () => void {
  if (typeof requestAnimationFrame === 'undefined' || document.hidden) {
    const timer = setTimeout(job, 16);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(job);
  return () => cancelAnimationFrame(frame);
}
