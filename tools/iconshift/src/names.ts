/** Words in a drawing's name that tell its style, not what it shows. */
const styleWords: Readonly<Record<string, readonly string[]>> = {
  outline: ['outline', 'outlined', 'linear', 'line', 'regular', 'light', 'thin', 'stroke'],
  solid: ['fill', 'filled', 'solid', 'bold', 'bulk', 'negative', 'glyph'],
  duotone: ['duotone', 'twotone', 'duo'],
  broken: ['broken'],
  sharp: ['sharp'],
  round: ['round', 'rounded', 'remix'],
  flat: ['flat'],
};
const styleOfWord = new Map(
  Object.entries(styleWords).flatMap(([style, words]) => words.map((word) => [word, style])),
);

/** "light-bulb" and "line-chart" begin with a style word that is part of the thing. */
const nounsAtTheStart = new Set(['light', 'line']);

/** Sizes, counters and origins that say nothing about the thing, at the end of a name. */
const trailing = new Set(
  '10 12 16 20 24 28 32 48 24px o alt icon two tone 01 02 03 1 2 3 4 5 one color simple streamline ios md ic baseline'.split(
    ' ',
  ),
);
/** The same at its beginning. */
const leading = new Set(['ios', 'md', 'baseline', 'interface', 'animal']);

/** What a drawing's name says. */
export interface ParsedName {
  /** The thing in words, "alarm clock". */
  readonly concept: string;
  /** Keys of `styleWords`, in the order of the name. */
  readonly styles: readonly string[];
}

/** Endings that stand for a style in one set alone. */
const ownEndings: Readonly<Record<string, { readonly ending: string; readonly style: string }>> = {
  fa: { ending: '-o', style: 'outline' },
  jam: { ending: '-f', style: 'solid' },
};

/** Splits a name such as "alarm-clock-2-bold" into the thing and the styles it is drawn in. */
export function parseName(name: string, set = ''): ParsedName {
  const styles = new Set<string>();
  const own = ownEndings[set];
  const hasOwn = own !== undefined && name.endsWith(own.ending);
  if (hasOwn) styles.add(own.style);
  if (name.includes('two-tone')) styles.add('duotone');
  const words = (hasOwn ? name.slice(0, -own.ending.length) : name).split('-');
  const kept: string[] = [];
  words.forEach((word, i) => {
    const style = styleOfWord.get(word);
    const isNoun = i === 0 && (words.length === 1 || nounsAtTheStart.has(word));
    if (style !== undefined && !isNoun) styles.add(style);
    else kept.push(word.replace(/^([a-z]{3,})\d$/, '$1'));
  });
  while (kept.length > 1 && trailing.has(kept.at(-1)!)) kept.pop();
  while (kept.length > 1 && leading.has(kept[0]!)) kept.shift();
  return { concept: kept.join(' '), styles: [...styles] };
}

/** Whether a concept holds a word at all: names of digits and single letters describe nothing. */
export const isDescribed = (concept: string): boolean => /[a-z]{2,}/.test(concept);
