import { Fragment, useId } from 'react';
import type { Says } from '../../../lessons/lesson.ts';
import { meaningOf } from '../help/sheet/gloss.ts';

/** What stands right before a word or follows it at once stays on its line. */
const marked = /\*\*(.+?)\*\*|([(“]*)\[(.+?)(?:\|(.+?))?\]([,.;:?!)]*)/g;

interface GlossProps {
  readonly word: string;
  readonly shown: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** A word with its meaning, which comes with the pointer or the focus. */
function Gloss({ word, shown, before, after }: GlossProps) {
  const id = useId();
  const meaning = meaningOf(word);
  if (meaning === null) return `${before}${shown}${after}`;
  return (
    <span className="gloss">
      {before}
      <button type="button" aria-describedby={id}>
        {shown}
      </button>
      {after}
      <span role="tooltip" id={id}>
        {meaning}
      </span>
    </span>
  );
}

/** A word of the glossary as it stands within a sentence: "Noise floor" is written small, "ECE" is not. */
function within(word: string, before: string): string {
  const begins = /(^|[.!?:]\s)$/.test(before);
  return begins || !/^[A-Z][a-z]+([ -][a-z]+)*$/.test(word)
    ? word
    : word.charAt(0).toLowerCase() + word.slice(1);
}

/** "**so**", "[ECE]" and "[Bins|bin]" within a sentence. */
function Marked({ text }: { text: string }) {
  const parts = [...text.matchAll(marked)];
  let at = 0;
  const pieces = parts.map((match) => {
    const plain = text.slice(at, match.index);
    at = match.index + match[0].length;
    const [, strong, before, word, shown, after] = match;
    return (
      <Fragment key={match.index}>
        {plain}
        {strong === undefined ? (
          <Gloss
            word={word!}
            shown={shown ?? within(word!, text.slice(0, match.index))}
            {...{ before, after }}
          />
        ) : (
          <b>{strong}</b>
        )}
      </Fragment>
    );
  });
  return (
    <>
      {pieces}
      {text.slice(at)}
    </>
  );
}

/** Paragraphs of a lesson. */
export function Prose({ says }: { says: Says }) {
  return (
    <div className="prose">
      {says.map((text) => (
        <p key={text}>
          <Marked text={text} />
        </p>
      ))}
    </div>
  );
}
