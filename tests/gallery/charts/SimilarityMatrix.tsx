import { SimilarityMatrix } from '../../../src/ui/charts/SimilarityMatrix.tsx';
import type { Drawings } from '../drawing.ts';

const rest = {
  title: 'Student',
  says: 'How much of each image goes to each caption.',
  size: 3,
  captions: ['an anchor', 'a bell', 'a crown'],
  images: [null, null, null],
  point: () => {},
  width: 220,
};

export const drawings: Drawings = {
  'sure of two of three': (
    <SimilarityMatrix
      values={Float32Array.of(0.9, 0.1, 0, 0.05, 0.9, 0.05, 0.3, 0.4, 0.3)}
      active={{ row: 0, column: 1 }}
      {...rest}
    />
  ),
  'nothing alike': <SimilarityMatrix values={new Float32Array(9)} active={null} {...rest} />,
};
