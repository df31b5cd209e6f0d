import { batchSizes } from '../../../src/metrics/publishedEce.ts';
import { BatchCurve } from '../../../src/ui/charts/BatchCurve.tsx';
import type { Drawings } from '../drawing.ts';

const sizes = batchSizes(1682).map((batchSize) => ({
  batchSize,
  ece: 0.04 + 0.3 / Math.sqrt(batchSize),
  noiseFloor: 0.28 / Math.sqrt(batchSize),
}));
const rest = {
  title: 'ECE against images a batch',
  names: { ece: 'ECE', noiseFloor: 'noise floor' },
};

export const drawings: Drawings = {
  'batches of 64': (
    <BatchCurve sizes={sizes} chosen={sizes.find((one) => one.batchSize === 64)!} {...rest} />
  ),
  'one image': <BatchCurve sizes={sizes.slice(0, 1)} chosen={sizes[0]!} {...rest} />,
};
