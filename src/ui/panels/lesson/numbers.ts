import type { NumberWords } from '../../../lessons/facts.ts';
import { formatCount, formatNumber, formatPercent, formatPoints } from '../../format.ts';

/** How lessons write numbers: as the page does. */
export const numbers: NumberWords = {
  percent: formatPercent,
  points: formatPoints,
  number: formatNumber,
  count: formatCount,
};
