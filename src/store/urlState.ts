import type { Catalogue } from '../protocol/catalogue.ts';
import type { KnobsState } from './knobsSlice.ts';
import type { LabState } from './labState.ts';
import type { LayoutState } from './layoutSlice.ts';
import { linkFields } from './linkFields.ts';
import { linkCheck } from './linkNumbers.ts';
import { setupFields } from './linkSetup.ts';
import type { Selection } from './selectionSlice.ts';
import type { SetupState } from './setupSlice.ts';

/** What a link carries: the next run and how the page looks at results. Never a command. */
export interface LinkedState {
  readonly setup: SetupState;
  readonly knobs: Pick<KnobsState, 'temperature' | 'alpha' | 'binCount' | 'binning' | 'oodSplitId'>;
  readonly scrubStep: number | null;
  readonly layout: LayoutState;
  readonly side: Selection['side'];
  readonly brush: Selection['confidence'];
}

export function linkedState({ setup, knobs, clock, layout, selection }: LabState): LinkedState {
  const { temperature, alpha, binCount, binning, oodSplitId } = knobs;
  return {
    setup,
    knobs: { temperature, alpha, binCount, binning, oodSplitId },
    scrubStep: clock.scrubStep,
    layout,
    side: selection.side,
    brush: selection.confidence,
  };
}

const longestLink = 8192;
const fieldsOf = (catalogue: Catalogue, standard: LinkedState) => [
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
    .flatMap(({ sign, write }) => {
      const text = write(state);
      return text === write(standard) ? [] : [`&${sign}${text}`];
    })
    .join('');
  return body === '' ? '' : `#2${linkCheck(body)}${body}`;
}

/**
 * The state that a link's hash stands for, or null if any part of it is not understood: another
 * version, too long, cut short, unknown or repeated fields, numbers out of range. An empty hash is
 * `standard`.
 */
export function decodeState(
  hash: string,
  standard: LinkedState,
  catalogue: Catalogue,
): LinkedState | null {
  if (hash === '' || hash === '#') return standard;
  if (hash.length > longestLink) return null;
  const [, check, body] = /^#2([0-9a-z]{4})(&.+)$/.exec(hash) ?? [];
  if (body === undefined || check !== linkCheck(body)) return null;
  const fields = fieldsOf(catalogue, standard);
  let state: LinkedState | null = standard;
  let last = -1;
  for (const part of body.split('&').slice(1)) {
    const at = fields.findIndex(({ sign }) => sign === part.charAt(0));
    if (at <= last || part.length < 2) return null;
    last = at;
    state = fields[at]!.read(part.slice(1), state);
    if (!state) return null;
  }
  return state;
}
