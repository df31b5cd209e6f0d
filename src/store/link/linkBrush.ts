import { readNumber } from '../../math/readNumber.ts';
import type { LinkedState } from './linkedState.ts';
import type { LinkField } from './linkField.ts';
import { readShortNumber, shortNumber } from './linkNumbers.ts';

/** Edges of equal bins are thirds and sevenths: six digits keep the link short, `snap` gives them back. */
const snap = (value: number, binCount: number) => {
  const edge = Math.round(value * binCount) / binCount;
  return Math.abs(edge - value) < 1e-5 ? edge : value;
};
const edgeText = (value: number) => shortNumber(Number(value.toFixed(6)));

const takeBrush = (ends: readonly number[], state: LinkedState): LinkedState | null => {
  const [low, high, ...rest] = ends;
  if (low === undefined || high === undefined || rest.length > 0) return null;
  if (!(low >= 0 && low < high && high <= 1)) return null;
  const { binCount } = state.knobs;
  return { ...state, brush: [snap(low, binCount), snap(high, binCount)] };
};

/** The brushed confidences. */
export const brush: LinkField = {
  sign: 'z',
  names: ['brush', 'confidence'],
  write: ({ brush: range }) => (range ? `${edgeText(range[0])}_${edgeText(range[1])}` : ''),
  read: (text, state) => takeBrush(text.split('_').map(readShortNumber), state),
  readWords: (text, state) =>
    takeBrush(
      text.split(/[_-]/).map((end) => readNumber(end)?.value ?? Number.NaN),
      state,
    ),
};
