/** Runs `job` before the next frame is drawn, or soon where nothing is drawn; returns its withdrawal. */
export function nextFrame(job: () => void): () => void {
  if (typeof requestAnimationFrame === 'undefined') {
    const timer = setTimeout(job, 16);
    return () => clearTimeout(timer);
  }
  const frame = requestAnimationFrame(job);
  return () => cancelAnimationFrame(frame);
}
