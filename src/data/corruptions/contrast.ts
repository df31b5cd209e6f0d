import { type Corruption, type SeverityTable, strengthOf, toBytes } from './corruption.ts';

/** Share of the contrast that is left. Hendrycks & Dietterich 2019, contrast of ImageNet-C. */
const kept: SeverityTable = [0.4, 0.3, 0.2, 0.1, 0.05];

export const contrast: Corruption = {
  id: 'contrast',
  label: 'Contrast',
  summary: 'Every channel is drawn towards its mean: 40 % of the contrast is left at 1, 5 % at 5.',
  apply(pixels, side, severity) {
    const share = strengthOf(kept, severity);
    const means = [0, 0, 0];
    for (let i = 0; i < pixels.length; i++) means[i % 3]! += pixels[i]! / (side * side);
    return toBytes(
      Float64Array.from(pixels, (v, i) => means[i % 3]! + share * (v - means[i % 3]!)),
    );
  },
};
