import { SmoothDiagram } from '../../../src/ui/charts/SmoothDiagram.tsx';
import type { Drawings } from '../drawing.ts';
import { fakeSmooth } from '../fakeSmooth.ts';
import { fakeSummary } from '../fixtures.ts';

const rest = { title: 'CaRot, Solid', color: 'var(--method-4)', classCount: 103, size: 360 };
const over = fakeSummary(0.62, 0.12, 877);
const scaled = fakeSummary(0.62, 0.04, 877, 15, 1.2);
const few = fakeSummary(0.62, 0.04, 9);
const none = { ...fakeSummary(0.62, 0.04, 0), accuracy: Number.NaN, meanConfidence: Number.NaN };

export const drawings: Drawings = {
  'over-confident': <SmoothDiagram summary={over} smooth={fakeSmooth(over)} raw={null} {...rest} />,
  'with the ghost of T = 1': (
    <SmoothDiagram summary={scaled} smooth={fakeSmooth(scaled)} raw={fakeSmooth(over)} {...rest} />
  ),
  'nine images': <SmoothDiagram summary={few} smooth={fakeSmooth(few)} raw={null} {...rest} />,
  'no image': <SmoothDiagram summary={none} smooth={fakeSmooth(none)} raw={null} {...rest} />,
};
