import { drawnPoints, type Series, type SeriesFrame } from './seriesFrame.ts';

/** Height of a line of text, px. */
const lineHeight = 14;

export interface EndName {
  readonly id: string;
  readonly label: string;
  readonly hue: number;
  /** Middle of the text, px. */
  readonly y: number;
}

/** Names beside the ends of lines: in the lines' order, pushed apart where they would overlap. */
export function endNames(frame: SeriesFrame, series: readonly Series[]): readonly EndName[] {
  const ends = series.flatMap((one) => {
    const end = drawnPoints(one, frame.lastStep).at(-1);
    return end ? [{ id: one.id, label: one.label, hue: one.style.hue, y: frame.y(end.value) }] : [];
  });
  const sorted = ends.sort((a, b) => a.y - b.y);
  let above = frame.top - lineHeight;
  const pushed = sorted.map((name) => {
    above = Math.max(name.y, above + lineHeight);
    return { ...name, y: above };
  });
  // What was pushed out at the bottom moves the others up again.
  let below = frame.bottom + lineHeight;
  return pushed.reverse().map((name) => {
    below = Math.min(name.y, below - lineHeight);
    return { ...name, y: below };
  });
}
