import { quoteText } from '../../math/showValue.ts';
import type { Catalogue } from '../../protocol/catalogue.ts';
import { LabError } from '../../protocol/labError.ts';
import type { LinkedState } from './linkedState.ts';
import type { LinkField } from './linkField.ts';
import { linkFields } from './linkFields.ts';
import { linkCheck } from './linkNumbers.ts';
import { setupFields } from './linkSetup.ts';
import { readLinkText, readQueryText, tracker } from './linkText.ts';
import { words } from './words.ts';

const longestLink = 8192;
const version = '2';

const fieldsOf = (catalogue: Catalogue, standard: LinkedState): readonly LinkField[] => [
  ...setupFields(catalogue, standard),
  ...linkFields,
];

/**
 * The state as the hash of a link, by what differs from `standard` alone; '' where nothing does.
 * "#2" (the version: it goes up when a default changes, since a link holds what differs from them),
 * four check signs, then "&" and a field at a time: a sign and its value.
 */
export function encodeState(
  state: LinkedState,
  standard: LinkedState,
  catalogue: Catalogue,
): string {
  const body = fieldsOf(catalogue, standard)
    .flatMap((field) => {
      const text = field.write(state);
      return text === field.write(standard) ? [] : [`&${field.sign}${text}`];
    })
    .join('');
  return body === '' ? '' : `#${version}${linkCheck(body)}${body}`;
}

export interface LinkReading {
  readonly state: LinkedState;
  /** The check signs do not fit what the link says: it was edited by hand, or a part is missing. */
  readonly edited: boolean;
}

const refuse = (message: string, hint: string = words.hint): never => {
  throw new LabError('bad-link', `${message} ${words.unchanged}`, hint);
};

/** The field that a part names, what is left of the part, and how it is read. */
function fieldOf(part: string, fields: readonly LinkField[]) {
  const [, name, value] = /^([A-Za-z][\w.-]*)\s*=\s*(.*)$/s.exec(part) ?? [];
  if (name !== undefined && value !== undefined) {
    const field = fields.find(({ names }) =>
      names.some((known) => known === name || known.toLowerCase() === name.toLowerCase()),
    );
    if (!field) {
      const known = fields.filter(({ sign }) => sign !== '').map(({ names }) => names[0]!);
      return refuse(words.unknown(quoteText(name)), words.known(known.join(', ')));
    }
    return { field, name, value, read: field.readWords };
  }
  const field = fields.find(({ sign }) => sign === part.charAt(0) && sign !== '');
  if (!field || part.length < 2) return refuse(words.part(quoteText(part)));
  return { field, name: field.names[0]!, value: part.slice(1), read: field.read };
}

/** @throws LabError 'bad-link' that names the part */
function readParts(
  parts: readonly string[],
  start: LinkedState,
  fields: readonly LinkField[],
): LinkedState {
  const seen = new Set<LinkField>();
  const named = parts.map((part) => {
    const found = fieldOf(part, fields);
    if (seen.has(found.field)) refuse(words.twice(quoteText(found.name)));
    seen.add(found.field);
    return found;
  });
  // In the fields' own order, whatever the link's.
  named.sort((a, b) => fields.indexOf(a.field) - fields.indexOf(b.field));
  return named.reduce(
    (state, { name, value, read }) =>
      read(value, state) ?? refuse(words.value(quoteText(value), name)),
    start,
  );
}

/**
 * The state that a link stands for: a hash that the lab wrote, in whatever form it arrives, or one
 * written by hand ("#seed=7"), on top of a query written by hand ("?seed=7&methods=ft,carot").
 * Both empty, it is `standard`.
 *
 * @throws LabError 'bad-link' that names the part which is not understood
 */
export function readLink(
  { hash, search = '' }: { readonly hash: string; readonly search?: string },
  standard: LinkedState,
  catalogue: Catalogue,
): LinkReading {
  if (hash.length + search.length > longestLink) refuse(words.tooLong(longestLink));
  const fields = fieldsOf(catalogue, standard);
  const asked = readParts(readQueryText(search), standard, fields);
  if (hash === '' || hash === '#') return { state: asked, edited: false };
  const link = readLinkText(hash);
  if (link.version !== null && link.version !== version) refuse(words.version, words.versionHint);
  if (link.parts.length === 0) refuse(words.part(quoteText(hash)));
  const state = readParts(link.parts, asked, fields);
  return { state, edited: link.whole === false };
}

/** A query without what a link says in it: what others put there stays. */
export const withoutLink = (search: string): string => {
  const left = search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => tracker.test(part.replace(/=.*$/s, '')));
  return left.length > 0 ? `?${left.join('&')}` : '';
};
