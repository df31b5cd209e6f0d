import { ShareChart } from '../../../src/ui/charts/ShareChart.tsx';
import type { Drawings } from '../drawing.ts';
import { catalogue } from '../fixtures.ts';

const { style } = catalogue.methods.find(({ id }) => id === 'carot')!;
const rest = { style, width: 260, height: 90 };
const points = [0, 30, 60, 90].map((step) => ({ step, value: 0.99 ** step }));

export const drawings: Drawings = {
  falling: <ShareChart points={points} lastStep={152} {...rest} />,
  'one point of a race of no step': (
    <ShareChart points={points.slice(0, 1)} lastStep={0} {...rest} />
  ),
};
