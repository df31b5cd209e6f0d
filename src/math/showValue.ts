/** The longest piece of a file or of a link that a message repeats, in UTF-16 units. */
const LONGEST = 60;

/** Controls, marks that turn text around or cannot be seen, line and paragraph separators. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const cut = (text: string, longest: number) =>
  text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, '')}…` : text;

/**
 * A name of unknown origin as it may stand in a message without quotes: nothing invisible in it, at
 * most `longest` characters; "" if nothing of it can be seen.
 */
export function cutText(text: string, longest: number = LONGEST): string {
  return cut(text.slice(0, 4 * longest).replace(INVISIBLE, ''), longest);
}

/** U+202E as "\u202e"; a character of two units as two escapes. */
const escapeUnits = (character: string) =>
  Array.from(
    { length: character.length },
    (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`,
  ).join('');

/** The same in quotes, what is invisible written as an escape. */
export function quoteText(text: string, longest: number = LONGEST): string {
  return JSON.stringify(cut(text, longest)).replace(INVISIBLE, escapeUnits);
}

/**
 * A value of a parsed file as it may stand in a message. Lists and objects are not written out:
 * they may be endless, and an object may bring a `toString` of its own that throws.
 */
export function showValue(value: unknown): string {
  if (typeof value === 'string') return quoteText(value);
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? 'an object'
    : String(value);
}

/** How many of a file's names or problems a message lists. */
const SHOWN = 5;

/** The first five names or problems of a file, each cut to 120 characters, and how many more there are. */
export function listSome(items: readonly string[]): string {
  const more = items.length - SHOWN;
  const shown = items.slice(0, SHOWN).map((item) => cutText(item, 120));
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
