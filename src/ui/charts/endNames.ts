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

/** Width of a letter of a name, and what stands between a line's mark and its name, px. */
const letter = 7;
const beforeName = 6;
/** A chart keeps at least this width for its lines, px. */
const leastForLines = 190;

/** The room that the lines' names need to the right of a chart; 0 where they cannot stand there, px. */
export function roomForNames(series: readonly Series[], width: number, height: number): number {
  const shown = series.filter(({ faint, points }) => !faint && points.length > 0);
  if (shown.length === 0 || shown.length * lineHeight > height - 28) return 0;
  const room = Math.max(...shown.map(({ label }) => label.length)) * letter + beforeName;
  return width - room < leastForLines ? 0 : room;
}

/** Names beside the ends of lines: in the lines' order, pushed apart where they would overlap. */
export function endNames(frame: SeriesFrame, series: readonly Series[]): readonly EndName[] {
  const ends = series.flatMap((one) => {
    if (one.faint) return [];
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
