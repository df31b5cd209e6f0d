import { ClassBars } from '../../../src/ui/charts/ClassBars.tsx';
import type { Drawings } from '../drawing.ts';

const rows = [
  { label: 0, count: 12, correct: 11, accuracy: 11 / 12, change: 0.12 },
  { label: 1, count: 9, correct: 3, accuracy: 3 / 9, change: -0.04 },
  { label: 2, count: 4, correct: 0, accuracy: 0, change: null },
];
const rest = {
  classNames: ['anchor', 'bell', 'a name that is long enough to be cut'],
  color: 'var(--method-1)',
  choose: () => {},
};

export const drawings: Drawings = {
  'three classes, one chosen': <ClassBars rows={rows} chosen={1} {...rest} />,
  'no class': <ClassBars rows={[]} chosen={null} {...rest} />,
};
