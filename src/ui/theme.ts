export type ThemeMode = 'light' | 'dark';

/**
 * A method's colour by its hue index, the same in every pane: 0 to 4 have a contrast of at least
 * 4.2:1 and stay apart under simulated colour blindness; 5 and up are for further methods. Red is
 * kept for errors.
 */
const palettes: Readonly<Record<ThemeMode, readonly string[]>> = {
  light: ['#757C88', '#B93A00', '#0B2F66', '#0A8F3A', '#C81FD6', '#8A6400', '#00798C', '#6B4FBB'],
  dark: ['#A3AAB5', '#F59E0B', '#4C8DF6', '#6BF5A0', '#E31BD5', '#E0C27A', '#3CC8DC', '#B7A0FF'],
};

const hueCount = palettes.light.length;

/** The CSS colour of a method; follows the theme by itself. */
export function methodColor(hue: number): string {
  return `var(--hue-${((Math.trunc(hue) % hueCount) + hueCount) % hueCount})`;
}

/** The same as a colour of its own, for what leaves the page. */
export const plainColor = (hue: number, mode: ThemeMode): string =>
  palettes[mode][((Math.trunc(hue) % hueCount) + hueCount) % hueCount]!;

const storageKey = 'lab.theme';

/** The remembered choice, else what the system prefers. */
export function preferredTheme(): ThemeMode {
  try {
    const remembered = localStorage.getItem(storageKey);
    if (remembered === 'light' || remembered === 'dark') return remembered;
  } catch {
    // Storage can be closed to the page; the system's preference will do.
  }
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Puts a theme on the page. */
export function applyTheme(mode: ThemeMode): void {
  const root = document.documentElement;
  root.dataset.theme = mode;
  palettes[mode].forEach((color, index) => {
    root.style.setProperty(`--hue-${index}`, color);
  });
}

/** Puts a theme on the page and remembers it. */
export function chooseTheme(mode: ThemeMode): void {
  applyTheme(mode);
  try {
    localStorage.setItem(storageKey, mode);
  } catch {
    // The choice then lasts for this visit only.
  }
}
