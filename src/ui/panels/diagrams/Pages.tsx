import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { Icon } from '../parts/Icon.tsx';
import { columnGap } from './diagramLayout.ts';
import { Jump } from './Jump.tsx';
import { pages as words } from './words.ts';

interface PagesProps {
  /** Columns in sight at a time. */
  readonly visible: number;
  /** Whose they are, all of them. */
  readonly methods: readonly MethodInfo[];
  readonly children: ReactNode;
}

/** Columns in a row, whole ones in sight; the others come by swiping, by a button, or with the focus. */
export function Pages({ visible, methods, children }: PagesProps) {
  const count = methods.length;
  const row = useRef<HTMLDivElement>(null);
  const [first, setFirst] = useState(0);
  const columnsOf = (element: HTMLElement) => (element.clientWidth + columnGap) / visible;
  const take = () => {
    const element = row.current;
    if (element) setFirst(Math.round(element.scrollLeft / columnsOf(element)));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number in sight is another first one
  useEffect(take, [visible, count]);
  const goTo = (index: number) => {
    const element = row.current;
    if (!element) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    element.scrollTo({ left: index * columnsOf(element), behavior: still ? 'auto' : 'smooth' });
  };
  const after = Math.max(0, count - first - visible);
  const paged = count > visible;
  const turned = paged && visible > 1;
  const button = (by: -1 | 1, more: number) => (
    <button
      type="button"
      className="diagrams-turn"
      data-by={by}
      aria-label={by < 0 ? words.before(more) : words.after(more)}
      title={by < 0 ? words.before(more) : words.after(more)}
      disabled={more === 0}
      onClick={() => goTo(first + by * visible)}
    >
      <Icon name="chevron" />
      <span aria-hidden="true">{more}</span>
    </button>
  );
  return (
    <div className="diagrams-pages">
      {paged && !turned && <Jump methods={methods} at={first} go={goTo} />}
      {turned && button(-1, first)}
      <section
        ref={row}
        className="diagrams-columns"
        aria-label={words.label}
        // Where it is wider than its room, arrow keys scroll it.
        tabIndex={paged ? 0 : undefined}
        onScroll={take}
      >
        {children}
      </section>
      {turned && button(1, after)}
    </div>
  );
}
