import { type Corruption, type SeverityTable, strengthOf, toBytes } from './corruption.ts';

/**
 * Share of the negative in the blend. Even fifths, chosen here: Hendrycks & Dietterich have no
 * inversion. At ½ an image would be flat grey, so the rungs pass it by: 2 and 3 keep a fifth of
 * the contrast, before and behind the turn, and 5 is the whole negative.
 */
const shares: SeverityTable = [0.2, 0.4, 0.6, 0.8, 1];

export const inversion: Corruption = {
  id: 'inversion',
  label: 'Inversion',
  summary: 'Blended with its negative: a fifth of it at 1, the negative alone at 5.',
  apply(pixels, _side, severity) {
    const share = strengthOf(shares, severity);
    return toBytes(Float64Array.from(pixels, (v) => (1 - share) * v + share * (255 - v)));
  },
};
