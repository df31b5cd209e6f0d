import type { LinkedState } from './linkedState.ts';
import type { LinkField } from './linkField.ts';

/**
 * Prompts in signs that no chat or mail program changes, in a text that never ends in a stop:
 * letters and digits are themselves, "-" is a blank, ".c" stands for "{}" (the class), ".n" begins
 * the next prompt, ".u002e" is the UTF-16 unit 2e.
 */
function writeTemplate(template: string): string {
  return template.replace(/\{\}|[^A-Za-z0-9]/g, (sign) => {
    if (sign === '{}') return '.c';
    return sign === ' ' ? '-' : `.u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

function readTemplate(text: string): string | null {
  if (!/^(?:[A-Za-z0-9-]|\.c|\.u[0-9a-f]{4})*$/.test(text)) return null;
  return text
    .replaceAll('-', ' ')
    .replaceAll('.c', '{}')
    .replace(/\.u(.{4})/g, (_, unit) => String.fromCharCode(Number.parseInt(unit, 16)));
}

const take = (templates: readonly (string | null)[], state: LinkedState): LinkedState | null => {
  const fit =
    templates.length <= 200 && templates.every((one): one is string => !!one?.includes('{}'));
  return fit ? { ...state, setup: { ...state.setup, templates } } : null;
};

/** As links wrote them before: percent-encoded, a bar between two. */
function readEncoded(text: string): (string | null)[] {
  try {
    return text.split('|').map(decodeURIComponent);
  } catch {
    return [null];
  }
}

export const templatesField: LinkField = {
  sign: 't',
  names: ['prompts'],
  write: ({ setup }) => setup.templates.map(writeTemplate).join('.n'),
  read: (text, state) =>
    take(/[{}%|]/.test(text) ? readEncoded(text) : text.split('.n').map(readTemplate), state),
  readWords: (text, state) =>
    take(
      text.split('|').map((one) => one.trim()),
      state,
    ),
};
