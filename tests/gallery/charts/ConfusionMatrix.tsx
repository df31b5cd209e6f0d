import { ConfusionMatrix } from '../../../src/ui/charts/ConfusionMatrix.tsx';
import type { Drawings } from '../drawing.ts';

const rest = {
  classNames: ['anchor', 'bell', 'crown'],
  color: 'var(--method-1)',
  size: 240,
  choose: () => {},
};

export const drawings: Drawings = {
  'mostly right': (
    <ConfusionMatrix
      counts={Int32Array.of(9, 1, 0, 2, 7, 1, 0, 0, 10)}
      chosen={{ label: 1, predicted: 0 }}
      {...rest}
    />
  ),
  'no image': <ConfusionMatrix counts={new Int32Array(9)} chosen={null} {...rest} />,
};
