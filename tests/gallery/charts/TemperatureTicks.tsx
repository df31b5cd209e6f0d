import { TemperatureTicks } from '../../../src/ui/charts/TemperatureTicks.tsx';
import type { Drawings } from '../drawing.ts';
import { catalogue } from '../fixtures.ts';

const ticks = catalogue.methods.slice(0, 5).map(({ id, label, style }, index) => ({
  id,
  title: `${label}: T ${1 + index / 10}`,
  style,
  share: 0.5 + index / 60,
}));

export const drawings: Drawings = {
  'five that crowd': <TemperatureTicks ticks={ticks} width={240} />,
  'no width yet': <TemperatureTicks ticks={ticks} width={0} />,
};
