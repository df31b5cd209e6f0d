import { badge } from './words.ts';

/** Says of a control whether it acts at once or with the next start; a glyph with words for all. */
export function Badge({ kind }: { kind: 'atOnce' | 'restart' }) {
  const { glyph, title } = badge[kind];
  return (
    <span className="badge" data-kind={kind} title={title}>
      <span aria-hidden="true">{glyph}</span>
      <span className="visually-hidden">{title}</span>
    </span>
  );
}
