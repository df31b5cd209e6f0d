import { Fragment, useId } from 'react';
import type { Says } from '../../../lessons/lesson.ts';
import { meaningOf } from './gloss.ts';

const marked = /\*\*(.+?)\*\*|\[(.+?)\]/g;

/** A word with its meaning, which comes with the pointer or the focus. */
function Gloss({ word }: { word: string }) {
  const id = useId();
  const meaning = meaningOf(word);
  if (meaning === null) return word;
  return (
    <span className="gloss">
      <button type="button" aria-describedby={id}>
        {word}
      </button>
      <span role="tooltip" id={id}>
        {meaning}
      </span>
    </span>
  );
}

/** "**so**" and "[ECE]" within a sentence. */
function Marked({ text }: { text: string }) {
  const parts = [...text.matchAll(marked)];
  let at = 0;
  const pieces = parts.map((match) => {
    const before = text.slice(at, match.index);
    at = match.index + match[0].length;
    const [, strong, word] = match;
    return (
      <Fragment key={match.index}>
        {before}
        {strong === undefined ? <Gloss word={word!} /> : <b>{strong}</b>}
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
