/** How quantities are written wherever people read them: page, messages, terminal, exports. */

/** Between a number and its unit, and between thousands: narrow, and no line breaks there. */
export const thin = '\u202f';

/** A unit, how many base units it holds, and its decimals. */
type Unit = readonly [name: string, size: number, digits: number];

/** In the smallest unit that shows less than 1000: 999.7 kB are rounded up to 1.0 MB, not to 1000 kB. */
function inUnits(value: number, units: readonly Unit[]): string {
  const shown = ([, size, digits]: Unit) => Number((value / size).toFixed(digits));
  const [name, size, digits] = units.find((unit) => shown(unit) < 1000) ?? units.at(-1)!;
  return `${(value / size).toFixed(digits)}${thin}${name}`;
}

const bytes: readonly Unit[] = [
  ['B', 1, 0],
  ['kB', 1e3, 0],
  ['MB', 1e6, 1],
  ['GB', 1e9, 1],
];

/** A file's size, decimal as file systems and networks count: 5 300 000 → "5.3 MB". */
export const showBytes = (count: number): string => inUnits(count, bytes);

/** Room in memory, binary as devices count: 2 147 483 648 → "2.0 GiB". */
export const showMemory = (count: number, digits = 1): string =>
  `${(count / 2 ** 30).toFixed(digits)}${thin}GiB`;

/** 12345 → "12 345". */
export const showCount = (count: number): string =>
  String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, thin);

/** How long something took: 81.3 → "81 ms", 2140 → "2.1 s", 10 000 → "10 s". */
export function showMs(ms: number): string {
  if (Math.round(ms) >= 1000) {
    const seconds = ms / 1000;
    return `${Number.isInteger(seconds) ? seconds : seconds.toFixed(1)}${thin}s`;
  }
  return `${Number(ms.toFixed(1)) >= 10 ? Math.round(ms) : ms.toFixed(1)}${thin}ms`;
}

/** A clock's reading: 83 000 ms → "1:23", an hour more → "1:01:23". */
export function showClock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const pad = (part: number) => String(part).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${pad(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
}

/** A span that is only about known, ms: "40 s", "14 min", "2.5 h". */
export function showAbout(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 90) return `${Math.max(5, 5 * Math.round(seconds / 5))}${thin}s`;
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)}${thin}min`;
  return `${Math.round(seconds / 360) / 10}${thin}h`;
}

/** A span in a sentence: 95 s → "1 min 35 s". */
export function showSpan(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const of = (count: number, unit: string) => `${count}${thin}${unit}`;
  if (whole < 60) return of(whole, 's');
  if (whole < 3600) return `${of(Math.floor(whole / 60), 'min')} ${of(whole % 60, 's')}`;
  return `${of(Math.floor(whole / 3600), 'h')} ${of(Math.floor((whole % 3600) / 60), 'min')}`;
}
