import type { Lock } from '../classroom/state.ts';
import type { LinkedState } from './linkedState.ts';
import { coded, type LinkField } from './linkField.ts';

/** A sign each, in the order of a link. */
const lockSigns: Readonly<Record<Lock, string>> = {
  data: 'd',
  methods: 'm',
  settings: 'n',
  seed: 's',
  temperature: 't',
  mix: 'a',
  bins: 'b',
  corruption: 'x',
};

const known = Object.entries(lockSigns) as [Lock, string][];

const takeLocks = (names: readonly string[], state: LinkedState): LinkedState | null => {
  const wanted = names.map((name) => known.find((entry) => entry.includes(name))?.[0]);
  if (wanted.includes(undefined) || new Set(wanted).size < wanted.length) return null;
  // In their own order, so that two links that say the same are the same.
  const locks = known.flatMap(([lock]) => (wanted.includes(lock) ? [lock] : []));
  return { ...state, task: { ...state.task, locks } };
};

/** "methods,seed": these controls show, and do not change, what the link says. */
export const locksField: LinkField = {
  sign: 'K',
  names: ['lock', 'locks'],
  write: ({ task }) =>
    known.flatMap(([lock, sign]) => (task.locks.includes(lock) ? [sign] : [])).join(''),
  read: (text, state) => takeLocks([...text], state),
  readWords: (text, state) => takeLocks(text.toLowerCase().split(/[, ]+/), state),
};

/** "number=ask": the page asks for the student's number, and takes it as seed. */
export const asksNumberField: LinkField = coded(
  'N',
  ['number'],
  { ask: '1', no: '0' },
  ({ task }) => (task.asksNumber ? 'ask' : 'no'),
  (state, value) => ({ ...state, task: { ...state.task, asksNumber: value === 'ask' } }),
);
