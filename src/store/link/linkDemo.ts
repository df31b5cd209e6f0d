import type { LinkedState } from './linkedState.ts';
import { type LinkField, numeric } from './linkField.ts';
import { shortNumber } from './linkNumbers.ts';

/** "mode=demo": for links written by hand; the short form has it with the beat. */
export const modeField: LinkField = {
  sign: '',
  names: ['mode'],
  write: () => '',
  read: () => null,
  readWords: (text, state): LinkedState | null => {
    const mode = text.toLowerCase();
    if (mode === 'demo') return { ...state, beat: state.beat ?? 0 };
    return mode === 'lab' ? { ...state, beat: null } : null;
  },
};

/** The beat of the demo, whether or not there is such a one: a reload in a talk comes back to it. */
export const beatField: LinkField = {
  ...numeric(
    'B',
    ['beat'],
    { min: 0, max: 99, whole: true },
    ({ beat }) => beat ?? Number.NaN,
    (state, beat) => ({ ...state, beat }),
  ),
  write: ({ beat }) => (beat === null ? '' : shortNumber(beat)),
};
