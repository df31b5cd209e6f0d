import { LadderChart, type LadderLine } from '../../../src/ui/charts/LadderChart.tsx';
import type { Drawings } from '../drawing.ts';
import { catalogue } from '../fixtures.ts';

const lines = catalogue.methods.slice(0, 4).map(
  ({ id, label, style }, index): LadderLine => ({
    id,
    label,
    style,
    points: [0, 1, 2, 3, 4, 5].map((severity) => {
      const value = 0.7 - 0.06 * severity - 0.03 * index;
      return { severity, value, interval: severity < 5 ? [value - 0.03, value + 0.03] : null };
    }),
  }),
);
const rest = {
  title: 'Accuracy against blur',
  axis: '%, by severity of blur',
  rungName: 'severity',
  width: 300,
  height: 180,
};

export const drawings: Drawings = {
  'four methods, third rung': <LadderChart lines={lines} severity={3} {...rest} />,
  'before a rung is measured': <LadderChart lines={[]} severity={0} {...rest} />,
};
