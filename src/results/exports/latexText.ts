import { latexAccents, latexLetters, latexSigns } from './latexSigns.ts';

/** A run of raised signs, a run of lowered ones, or one sign with its marks. */
const token = /(?<raised>[ªº²³¹ʰ-ʸˡ-ˣᴬ-ᵡ⁰-ⁿ]+)|(?<lowered>[ᵢ-ᵪ₀-ₜ]+)|(?<one>\P{M}\p{M}*|\p{M}+)/gu;
const blank = /[\s\p{Z}]+/gu;
const unseen = /\p{Cc}|\p{Cf}|\p{Variation_Selector}/gu;

export interface LatexText {
  /** ASCII alone. */
  readonly text: string;
  /** Signs that pdflatex has nothing for; a question mark stands for each run of them. */
  readonly leftOut: readonly string[];
}

/** A letter with its marks, \'{e}; null if pdflatex's first font has no command for its base or a mark. */
function accented(sign: string): string | null {
  const [base = '', ...marks] = sign.normalize('NFD');
  const letter = /^[A-Za-z]$/.test(base) ? base : latexLetters.get(base);
  if (letter === undefined || marks.length === 0) return null;
  return marks.reduce<string | null>((inner, mark) => {
    const command = latexAccents.get(mark);
    if (inner === null || command === undefined) return null;
    const below = command === 'c' || command === 'd' || command === 'b';
    return `\\${command}{${!below && (inner === 'i' || inner === 'j') ? `\\${inner}` : inner}}`;
  }, letter);
}

/** One sign with its marks; null where there is nothing for it. */
function written(sign: string): string | null {
  const known = latexSigns.get(sign) ?? latexLetters.get(sign);
  if (known !== undefined) return known;
  if (/^[ -~]$/.test(sign)) return sign;
  const letter = accented(sign);
  if (letter !== null) return letter;
  const plain = sign.normalize('NFKC');
  if (plain === sign) return null;
  const parts = [...plain].map(written);
  return parts.includes(null) ? null : parts.join('');
}

/**
 * A text that pdflatex prints as it is, with no package beyond amsmath and booktabs: special signs
 * escaped, Greek and mathematical signs as mathematics, accents as commands, brackets and stars in
 * braces so that no `\\` before them takes one for its argument. Signs that it has nothing for, as of
 * other scripts, become "?".
 */
export function latexText(text: string): LatexText {
  const leftOut = new Set<string>();
  const pieces: (string | null)[] = [];
  const seen = text.replace(blank, ' ').replace(unseen, '').trim();
  for (const { groups } of seen.normalize('NFC').matchAll(token)) {
    const { raised, lowered, one } = groups as Record<string, string | undefined>;
    const run = (raised ?? lowered)?.normalize('NFKD');
    const signs = [...(run ?? '')].map((sign) => written(sign) ?? '?').join('');
    const piece = raised
      ? `\\textsuperscript{${signs}}`
      : lowered
        ? `\\textsubscript{${signs}}`
        : written(one!);
    if (piece === null) leftOut.add(one!);
    const before = pieces.at(-1);
    if (piece === null && before === null) continue;
    // Two dashes, two quotes, a mark and a quote would become one sign.
    if (/^(--|''|``|[?!]`)$/.test(`${(before ?? '').slice(-1)}${piece?.charAt(0)}`))
      pieces.push('{}');
    pieces.push(piece);
  }
  return { text: pieces.map((piece) => piece ?? '?').join(''), leftOut: [...leftOut] };
}
