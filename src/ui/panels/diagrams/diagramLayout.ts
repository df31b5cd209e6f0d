import type { Size } from '../../useSize.ts';

/** Smaller, a diagram's caption and bins cannot be read, px. */
const smallest = 88;
const largest = 150;
const largestAlone = 320;
/** The largest where the page stands still and is not tall: the race has the rest. */
const largestWhenLow = 92;
const largestInOneRow = 108;
export const columnGap = 12;
/** What the name of the axis takes, px. */
const axisWidth = 18;
/** What the way to more methods takes, at both sides, px. */
const pagerWidths = 52;
/** Below this width one method is shown at a time, its sets side by side. */
const narrow = 440;

/** Under a row of diagrams: counts and caption. Over both rows: the names. */
const belowDiagram = 84;
const aboveDiagrams = 26;

/** How the window bounds the diagrams: alone in their pane's place, one row of them, or two. */
export type Rows = 'alone' | 'one' | 'two';

export interface DiagramLayout {
  readonly narrow: boolean;
  /** Side of every diagram, px. */
  readonly size: number;
  /** Methods in sight at a time; whole ones. */
  readonly visible: number;
}

/**
 * Rows of diagrams that a window has room for; a page that scrolls has room for both.
 * @param size   of the window, px
 * @param curves many curves stand above the diagrams, and need more room than the planes
 */
export function rowsFor({ width, height }: Size, alone: boolean, curves: boolean): Rows {
  if (width < 1180 || height < 700) return 'two';
  if (alone) return 'alone';
  return height < (curves ? 1000 : 860) ? 'one' : 'two';
}

/**
 * How large the diagrams are, and of how many methods: of as many as can be read, none cut.
 * @param pane   inner size of their pane, px
 * @param window size of the window, px
 */
export function diagramLayout(
  pane: Size,
  window: Size,
  methodCount: number,
  rows: Rows,
): DiagramLayout {
  const count = Math.max(1, methodCount);
  if (pane.width < narrow) {
    const size = Math.max(60, Math.floor((pane.width - columnGap) / 2));
    return { narrow: true, size, visible: 1 };
  }
  const stacked = (pane.height - aboveDiagrams) / 2 - belowDiagram;
  const low = window.width >= 1180 && window.height < 1000 ? largestWhenLow : largest;
  const most = { alone: Math.min(stacked, largestAlone), one: largestInOneRow, two: low }[rows];
  const least = Math.min(smallest, most);
  const fitting = (width: number) => Math.max(1, Math.floor(width / (least + columnGap)));
  const whole = pane.width - axisWidth;
  const all = fitting(whole) >= count;
  const width = all ? whole : whole - pagerWidths;
  const visible = all ? count : fitting(width);
  const size = Math.floor(Math.max(60, Math.min(most, width / visible - columnGap)));
  return { narrow: false, size, visible };
}
