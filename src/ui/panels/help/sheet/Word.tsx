import type { ReactNode } from 'react';
import { meaningOf } from './gloss.ts';
import './word.css';

interface WordProps {
  /** As the glossary has it, in any case. */
  readonly of: string;
  /** What is written, where that is another form of the word. */
  readonly children?: ReactNode;
}

/** A word of the glossary in a table or a sentence, with its meaning for those who point at it. */
export function Word({ of, children = of }: WordProps) {
  return <dfn title={meaningOf(of) ?? undefined}>{children}</dfn>;
}
