import { ReliabilityDiagram } from '../../../src/ui/charts/ReliabilityDiagram.tsx';
import type { Drawings } from '../drawing.ts';
import { fakeSummary } from '../fixtures.ts';

const rest = {
  title: 'CaRot, Solid',
  color: 'var(--method-4)',
  classCount: 103,
  onBrush: () => {},
};

export const drawings: Drawings = {
  'small, brushed, with the ghost of T = 1': (
    <ReliabilityDiagram
      summary={fakeSummary(0.62, 0.04, 877, 15, 1.2)}
      raw={fakeSummary(0.62, 0.12, 877)}
      size={140}
      range={[0.4, 0.6]}
      onEnlarge={() => {}}
      {...rest}
    />
  ),
  'small, with its axes named and one bar told': (
    <ReliabilityDiagram
      summary={fakeSummary(0.62, 0.12, 877)}
      raw={null}
      size={160}
      range={null}
      axes
      told={[10 / 15, 11 / 15]}
      {...rest}
    />
  ),
  large: (
    <ReliabilityDiagram
      summary={fakeSummary(0.62, -0.06, 877)}
      raw={null}
      size={360}
      range={null}
      labelled
      {...rest}
    />
  ),
};
