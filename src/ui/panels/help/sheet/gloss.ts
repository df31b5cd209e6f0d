import { glossary } from './glossary.ts';

const entries = glossary.flatMap((group) => group.entries);

/** What the glossary says of a word, in any case; null where it has none. */
export function meaningOf(word: string): string | null {
  const wanted = word.toLowerCase();
  const found = entries.find((entry) => entry.word.toLowerCase().split(', ').includes(wanted));
  return found?.meaning ?? null;
}
