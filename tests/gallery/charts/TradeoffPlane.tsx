import type { PlaneItem } from '../../../src/ui/charts/planeMarks.ts';
import { TradeoffPlane } from '../../../src/ui/charts/TradeoffPlane.tsx';
import type { Drawings } from '../drawing.ts';
import { catalogue } from '../fixtures.ts';

const items = catalogue.methods.slice(0, 5).map(({ id, label, style, kind }, index): PlaneItem => {
  const [x, y] = [0.4 + 0.05 * index, 0.3 + 0.03 * index];
  return {
    id,
    label,
    style,
    point: {
      x,
      y,
      xInterval: [x - 0.03, x + 0.03],
      yInterval: index === 0 ? null : [y - 0.02, y + 0.02],
    },
    ghost: index === 2 ? { x: x - 0.02, y: y + 0.02 } : null,
    trail: kind === 'trained' ? [0, 40, 80].map((step) => ({ x: 0.4 + step / 2000, y, step })) : [],
    approximate: index === 3,
    head: 'step 80',
    rows: [{ name: 'ID accuracy', value: '45.0 %', note: '42.0 to 48.0 %' }],
    foot: 'n 200',
    spoken: `${label}: 45 % in, 33 % out of distribution`,
  };
});

function Plane({ shown, active }: { shown: readonly PlaneItem[]; active: string | null }) {
  const size = { width: 420, height: 320 };
  return (
    <TradeoffPlane
      {...size}
      title="Accuracy in and out of distribution"
      items={shown}
      xTitle="ID accuracy, %"
      yTitle="OOD accuracy, %"
      zoom=""
      best={{ corner: 'upper right', words: 'best' }}
      active={active}
      scrubStep={40}
      crosshair={60}
      onActive={() => {}}
      onCrosshair={() => {}}
      onStep={() => {}}
    />
  );
}

export const drawings: Drawings = {
  'five methods, one looked at': <Plane shown={items} active="ft" />,
  'nobody yet': <Plane shown={[]} active={null} />,
};
