import { useEffect, useRef, useState } from 'react';
import type { Density } from '../../../store/view/state.ts';
import { words } from './words.ts';
import './sections.css';

/** The parts of each view, top to bottom as a telephone shows them: the panel's class, its name. */
const parts: Readonly<Record<Density, readonly (readonly [panel: string, name: string])[]>> = {
  first: [
    ['first-head', words.headline],
    ['first-pair', words.pair],
    ['first-methods', words.compare],
    ['first-curve', words.curve],
  ],
  whole: [
    ['stage', words.race],
    ['diagrams', words.diagrams],
    ['knobs', words.knobs],
    ['tray', words.tray],
    ['lanes', words.lanes],
  ],
};

const panelOf = (panel: string) => document.querySelector<HTMLElement>(`.lab .panel.${panel}`);
const mayMove = () => !matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Brings a part under the bar, and the keyboard with it. */
function goTo(panel: string) {
  const element = panelOf(panel);
  if (!element) return;
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ behavior: mayMove() ? 'smooth' : 'auto', block: 'start' });
}

/**
 * The part that is read: the last that has come up to a third of the window. At the end of the page
 * nothing comes up any more: there it is the one that was asked for, else the last there is.
 */
function readPart(panels: readonly string[], asked: string | null): string {
  const { scrollHeight } = document.documentElement;
  if (window.scrollY > 0 && window.scrollY + window.innerHeight >= scrollHeight - 2) {
    return asked ?? panels.at(-1)!;
  }
  const reached = panels.filter((panel) => {
    const top = panelOf(panel)?.getBoundingClientRect().top;
    return top !== undefined && top < window.innerHeight / 3;
  });
  return reached.at(-1) ?? panels[0]!;
}

/** What scrolls a page by hand. */
const byHand = ['wheel', 'touchmove', 'keydown'] as const;

/** Where the page is one column: which part is read, and a way to every other. */
export function Sections({ density }: { density: Density }) {
  const shown = parts[density];
  const [here, setHere] = useState(shown[0]![0]);
  /** The part that a press led to, until the reader scrolls on. */
  const asked = useRef<string | null>(null);
  useEffect(() => {
    const panels = parts[density].map(([panel]) => panel);
    let frame = 0;
    const look = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        setHere(readPart(panels, asked.current));
      });
    };
    const forget = () => {
      asked.current = null;
    };
    look();
    addEventListener('scroll', look, { passive: true });
    for (const by of byHand) addEventListener(by, forget, { passive: true });
    return () => {
      removeEventListener('scroll', look);
      for (const by of byHand) removeEventListener(by, forget);
      cancelAnimationFrame(frame);
    };
  }, [density]);
  return (
    <nav className="sections" aria-label={words.label}>
      <ul>
        {shown.map(([panel, name]) => (
          <li key={panel}>
            <button
              type="button"
              aria-current={panel === here ? 'location' : undefined}
              onClick={() => {
                asked.current = panel;
                setHere(panel);
                goTo(panel);
              }}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
