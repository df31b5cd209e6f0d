// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from 'vitest';
import { shortcutFor, shortcuts, watchFocus } from '../../../src/ui/keyboard.ts';

afterEach(() => document.body.replaceChildren());

/** What a key pressed in this element asks for. */
function pressed(
  html: string,
  key: string,
  more: KeyboardEventInit = {},
  before: readonly Event[] = [],
) {
  document.body.innerHTML = html;
  const target = document.body.firstElementChild ?? document.body;
  for (const event of before) {
    document.addEventListener(event.type, watchFocus, { once: true });
    target.dispatchEvent(event);
  }
  let found: ReturnType<typeof shortcutFor> = null;
  const listen = (event: Event) => {
    found = shortcutFor(event as KeyboardEvent);
  };
  window.addEventListener('keydown', listen, { once: true });
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, ...more }));
  return found;
}

describe('a key', () => {
  test.each(shortcuts.map(({ key, shown }) => [shown, key]))('%s does something', (_, key) =>
    expect(pressed('<p>text</p>', key)).not.toBeNull(),
  );

  test('has one meaning each', () =>
    expect(new Set(shortcuts.map(({ key }) => key)).size).toBe(shortcuts.length));

  test.each([
    ['a text field', '<input value="1">', 'r'],
    ['a text area', '<textarea></textarea>', ' '],
    ['a choice', '<select></select>', 't'],
    ['a button, for Space', '<button>Go</button>', ' '],
    ['a tick box, for Space', '<input type="checkbox">', ' '],
    ['a slider, for arrows', '<input type="range">', 'ArrowLeft'],
    ['a tab, for arrows', '<button role="tab">A</button>', 'ArrowRight'],
  ])('is left to %s', (_, html, key) => expect(pressed(html, key)).toBeNull());

  test('Space is the race’s again once a button was clicked, until Tab moves on', () => {
    const spaced = (html: string, ...events: Event[]) => pressed(html, ' ', {}, events);
    const click = () => new Event('pointerdown', { bubbles: true });
    const tab = () => new KeyboardEvent('keydown', { key: 'Tab', bubbles: true });
    expect(spaced('<button>Go</button>', click())).not.toBeNull();
    expect(spaced('<button>Go</button>', click(), tab())).toBeNull();
    expect(spaced('<input type="checkbox">', click())).toBeNull();
  });

  test('works while a slider has the focus', () =>
    expect(pressed('<input type="range">', 'r')).not.toBeNull());

  test.each(['ctrlKey', 'metaKey', 'altKey'] as const)('with %s is the browser’s', (modifier) =>
    expect(pressed('<p>text</p>', 'r', { [modifier]: true })).toBeNull(),
  );
});
