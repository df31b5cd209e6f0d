/** The shortest text that reads back as the same number: 0.05 → ".05", 0.0004 → "4e-4". */
export function shortNumber(value: number): string {
  const plain = String(value)
    .replace(/^(-?)0\./, '$1.')
    .replace('e+', 'e');
  const scientific = value.toExponential().replace('e+', 'e');
  return scientific.length < plain.length ? scientific : plain;
}

/** A number as `shortNumber` writes them; NaN for anything else. */
export function readShortNumber(text: string): number {
  return /^-?(\d+\.?\d*|\.\d+)(e-?\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
}

/**
 * Four signs that stand before a link's content, so that a link cut short or mistyped is told from
 * a whole one: FNV-1a, 32 bit, folded to 20 bit.
 */
export function linkCheck(body: string): string {
  let sum = 0x811c9dc5;
  for (let i = 0; i < body.length; i++) sum = Math.imul(sum ^ body.charCodeAt(i), 0x01000193);
  const folded = ((sum >>> 20) ^ sum) & 0xfffff;
  return folded.toString(36).padStart(4, '0');
}

/** "labelSmoothing" → "lS", or the whole name where another one is shortened to the same. */
export function shortNames(names: readonly string[]): ReadonlyMap<string, string> {
  const initials = (name: string) => name.charAt(0) + name.slice(1).replace(/[^A-Z]/g, '');
  const taken = names.map(initials);
  return new Map(
    names.map((name) => {
      const short = initials(name);
      const alone = taken.filter((other) => other === short).length === 1 && !names.includes(short);
      return [name, alone ? short : name];
    }),
  );
}
