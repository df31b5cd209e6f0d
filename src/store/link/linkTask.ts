import type { ClassTask, Lock } from '../classroom/state.ts';
import type { LinkedState } from './linkedState.ts';
import type { LinkField } from './linkField.ts';

/** A bit each, in this order: links would mean something else in another. */
const locks: readonly Lock[] = [
  'data',
  'methods',
  'settings',
  'seed',
  'temperature',
  'mix',
  'bins',
  'corruption',
];
const asking = 1 << locks.length;

const toMask = ({ locks: own, asksNumber }: ClassTask): number =>
  locks.reduce((mask, lock, i) => mask | (own.includes(lock) ? 1 << i : 0), 0) |
  (asksNumber ? asking : 0);

const fromMask = (mask: number): ClassTask => ({
  locks: locks.filter((_, i) => mask & (1 << i)),
  asksNumber: (mask & asking) !== 0,
});

/** "methods,seed": these controls show, and do not change, what the link says. */
export const locksField: LinkField = {
  sign: 'K',
  names: ['lock', 'locks'],
  write: ({ task }) => toMask(task).toString(36),
  read: (text, state) => {
    const mask = /^[0-9a-z]{1,2}$/.test(text) ? Number.parseInt(text, 36) : Number.NaN;
    return mask < 2 * asking ? { ...state, task: fromMask(mask) } : null;
  },
  readWords: (text, state) => {
    const names = text.toLowerCase().split(/[, ]+/);
    const known = names.every((name) => locks.some((lock) => lock === name));
    if (!known || new Set(names).size < names.length) return null;
    // In their own order, so that two links that say the same are the same.
    const wanted = locks.filter((lock) => names.includes(lock));
    return { ...state, task: { ...state.task, locks: wanted } };
  },
};

/** "number=ask": the page asks for the student's number, and takes it as seed. The short form has it with the locks. */
export const asksNumberField: LinkField = {
  sign: '',
  names: ['number'],
  write: () => '',
  read: () => null,
  readWords: (text, state): LinkedState | null =>
    text === 'ask' || text === 'no'
      ? { ...state, task: { ...state.task, asksNumber: text === 'ask' } }
      : null,
};
