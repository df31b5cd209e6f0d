import type { ReactNode, Ref } from 'react';

interface ScrollProps {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly ref?: Ref<HTMLElement>;
}

/** What is wider than its room scrolls for itself, by the arrow keys too. */
export function Scroll({ label, children, className = '', ref }: ScrollProps) {
  return (
    <section
      ref={ref}
      className={`study-scroll ${className}`}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: where it is wider than its room, arrow keys scroll it
      tabIndex={0}
    >
      {children}
    </section>
  );
}
