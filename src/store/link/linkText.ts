import { linkCheck } from './linkNumbers.ts';

/** A link's hash, taken apart. */
export interface LinkText {
  /** The digit after "#"; null for a link written by hand: "#seed=7". */
  readonly version: string | null;
  /** Whether the check signs fit; null without any. */
  readonly whole: boolean | null;
  readonly parts: readonly string[];
}

/** What trackers append to any address. */
export const tracker =
  /^(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igsh(?:id)?|si|ref|source)$/i;

const undoEntities = (text: string): string => {
  const undone = text.replace(/&(?:amp|#38|#x26);/gi, '&');
  return undone === text ? text : undoEntities(undone);
};

/** Percent signs undone once, whatever is no valid code left as it is. */
const undoPercent = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%[2-7][0-9a-f]/gi, decodeURIComponent);
  }
};

/** Line breaks of mails and what cannot be seen; none stands in a link. Blanks stand in prompts alone. */
const unseen = /[\t\r\n\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+/g;
const dropGaps = (text: string) => {
  const seen = text.replace(unseen, '');
  return seen.includes('{') ? seen : seen.replaceAll(' ', '');
};

/** What a sentence puts after a link, or a mark-up around it; no link of the lab needs it. */
const tail = /[.,;:!?…'"’”»)\]>*_~|\\]+$/;

const dropTrackers = (text: string): string =>
  text.replace(/[?&]([\w]+)=[^&?]*/g, (part, name: string) => (tracker.test(name) ? '' : part));

/** Without halves of a character, which have no percent code. */
const whole = (text: string) => text.replaceAll(/\p{Surrogate}/gu, '');

/** As links wrote prompts before: percent-encoded, a bar between two; whichever signs came encoded. */
function oldPrompts(text: string, bar: RegExp): string {
  return text.replace(/&t([^&]*)/, (_, prompts: string) => {
    const pieces = prompts.split(bar).map((piece) => encodeURIComponent(whole(undoPercent(piece))));
    return `&t${pieces.join('|')}`;
  });
}

const form = /^#?(\d)([0-9a-z]{4})?(&.*)$/is;

function takeApart(text: string): LinkText {
  const [, version = null, check, body = ''] = form.exec(text) ?? [];
  if (version === null) {
    const parts = text.replace(/^[#?&]+/, '').split(/[&;]/);
    return { version, whole: null, parts: parts.filter(Boolean) };
  }
  const whole = check === undefined ? null : check === linkCheck(body);
  return { version, whole, parts: body.slice(1).split('&') };
}

/**
 * A link's hash as the lab wrote it, after chat and mail programs have had their way with it: "&amp;",
 * signs percent-encoded (once or more often, in small letters, or bare), line breaks, a tracker or a
 * sentence's last sign appended. Of all readings the first whose check signs fit is taken, else the
 * one that undoes the most.
 */
export function readLinkText(hash: string): LinkText {
  let text = dropTrackers(undoEntities(hash.replace(unseen, '').trim()));
  const readings = [text];
  for (let i = 0; i < 4; i++) {
    readings.push(oldPrompts(text, /\|/), oldPrompts(text, /\||%7C/i));
    text = dropTrackers(undoEntities(dropGaps(undoPercent(text))));
    readings.push(text);
  }
  const all = readings.flatMap((one) => [one, one.replace(tail, '')]).map(takeApart);
  return all.find(({ whole }) => whole) ?? all.at(-1)!;
}

/** "?seed=7&steps=600" as parts; each is decoded after they are told apart. */
export function readQueryText(search: string): readonly string[] {
  const parts = dropTrackers(undoEntities(search)).replace(/^\?/, '').split(/[&;]/);
  return parts.filter(Boolean).map((part) => {
    const typed = /=[\d.,e+-]+$/i.test(part) ? part : part.replaceAll('+', ' ');
    return undoPercent(typed)
      .replace(unseen, '')
      .replace(/[.)\]>'"…]+$/, '')
      .trim();
  });
}
