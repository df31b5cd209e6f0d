import synonyms from './classes.json' with { type: 'json' };

/** Class names in alphabetical order. */
export const classNames: readonly string[] = Object.keys(synonyms).sort();

const classOfName = new Map(
  Object.entries(synonyms).flatMap(([name, names]) => names.map((synonym) => [synonym, name])),
);

/** Words that add a badge, a state or a direction to a drawing and leave it what it is. */
const modifiers = new Set(
  `off slash plus minus add remove check checked x edit ring ringing open closed search up down left
  right alert info dot cancel settings pause play star bolt question share upload download heart user
  lock unlock code clock time small large circle square stop exclamation warning cog pen ban disabled
  sync refresh location round front back side new delete on full empty medium low high charging
  wide tall minimalistic half simple vertical horizontal sparkle sparkles ai smile wifi dollar charge
  zap lightning pulse outgoing incoming call angled keyhole snooze date error favorite xmark close
  send reply crack bluetooth setting bookmark missed unlocked rotate`.split(/\s+/),
);
const mostModifiers = 2;
const longestSynonym = 3;

/** Whether a concept is one of the synonyms, without any modifier. */
export const isPlain = (concept: string): boolean => classOfName.has(concept);

/** The class that a concept belongs to: a synonym, followed by at most two modifiers; null for none. */
export function classOf(concept: string): string | null {
  const exact = classOfName.get(concept);
  if (exact !== undefined) return exact;
  const words = concept.split(' ');
  for (let length = Math.min(longestSynonym, words.length - 1); length >= 1; length--) {
    const found = classOfName.get(words.slice(0, length).join(' '));
    const rest = words.slice(length);
    if (found !== undefined && rest.length <= mostModifiers && rest.every((w) => modifiers.has(w)))
      return found;
  }
  return null;
}
