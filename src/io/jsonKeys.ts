/** What JSON.parse hides in a text it accepts. */
export interface JsonKeyProblems {
  /** First key that one object holds twice, escapes resolved; JSON.parse keeps the last value. */
  readonly duplicate: string | null;
  /** True if a number outside texts has a sign, a fraction or an exponent. */
  readonly oddNumber: boolean;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const isSpace = (code: number) => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

/** Index just behind the text literal that starts at `start`. */
function endOfLiteral(json: string, start: number): number {
  let i = start + 1;
  while (i < json.length && json.charCodeAt(i) !== QUOTE) {
    i += json.charCodeAt(i) === BACKSLASH ? 2 : 1;
  }
  return i + 1;
}

/**
 * Looks through a text that JSON.parse has already accepted for keys that appear twice in one
 * object, at any depth, and for numbers that are not plain whole numbers.
 */
export function findJsonKeyProblems(json: string): JsonKeyProblems {
  const open: (Set<string> | null)[] = [];
  let oddNumber = false;
  for (let i = 0; i < json.length; ) {
    const char = json[i]!;
    if (char === '"') {
      const end = endOfLiteral(json, i);
      let next = end;
      while (isSpace(json.charCodeAt(next))) next++;
      if (json[next] === ':') {
        const key = JSON.parse(json.slice(i, end)) as string;
        const keys = open.at(-1);
        if (keys?.has(key)) return { duplicate: key, oddNumber };
        keys?.add(key);
      }
      i = end;
      continue;
    }
    if (char === '{') open.push(new Set());
    else if (char === '[') open.push(null);
    else if (char === '}' || char === ']') open.pop();
    else if (char === '-' || char === '+' || char === '.') oddNumber = true;
    else if ((char === 'e' || char === 'E') && isDigit(json.charCodeAt(i - 1))) oddNumber = true;
    i++;
  }
  return { duplicate: null, oddNumber };
}
