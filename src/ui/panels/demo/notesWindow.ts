import { formatClock } from '../../format.ts';
import { beats, demo, notes as words } from './words.ts';

/** What the presenter's window tells. */
export interface NotesShown {
  readonly beat: number;
  /** What the big screen says of the race. */
  readonly state: string;
  /** Milliseconds since the first beat. */
  readonly spentMs: number;
}

export interface NotesWindow {
  show(shown: NotesShown): void;
  isOpen(): boolean;
  close(): void;
}

type Styles = Partial<Record<keyof CSSStyleDeclaration, string>>;

/**
 * The presenter's window: of this page, so that it lives without a network and without a server. Keys
 * pressed in it are those of the demo.
 *
 * @returns null where the browser does not open it
 */
export function openNotes(onKey: (event: KeyboardEvent) => void): NotesWindow | null {
  const other = window.open('', 'carot-lab-notes', 'popup,width=900,height=640');
  if (!other) return null;
  const page = other.document;
  page.title = `${words.title} · ${demo.title}`;
  page.body.replaceChildren();
  const add = (name: string, styles: Styles): HTMLElement => {
    const element = page.createElement(name);
    Object.assign(element.style, styles);
    page.body.append(element);
    return element;
  };
  Object.assign(page.body.style, {
    margin: '0',
    padding: '28px 36px',
    font: '22px/1.45 system-ui, sans-serif',
    color: '#14181f',
    background: '#ffffff',
  });
  const clock = add('p', { margin: '0', color: '#545d6b' });
  const title = add('h1', { margin: '8px 0 4px', fontSize: '30px', lineHeight: '1.2' });
  const list = add('ul', { paddingLeft: '24px' });
  const next = add('p', { color: '#545d6b' });
  add('p', { color: '#545d6b', fontSize: '16px' }).textContent = words.keys;
  other.addEventListener('keydown', onKey);
  let drawn = -1;
  return {
    show: ({ beat, state, spentMs }) => {
      clock.textContent = [
        demo.beat(beat, beats.length),
        words.clock(formatClock(spentMs)),
        state,
      ].join(' · ');
      if (beat === drawn) return;
      drawn = beat;
      const now = beats[beat - 1];
      title.textContent = now?.title ?? words.title;
      const lines = (now?.notes ?? [words.check]).map((note) => {
        const item = page.createElement('li');
        item.textContent = note;
        return item;
      });
      list.replaceChildren(...lines);
      const after = beats[beat];
      next.textContent = after ? words.next(after.title) : words.last;
    },
    isOpen: () => !other.closed,
    close: () => other.close(),
  };
}
