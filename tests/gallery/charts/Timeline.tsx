import { Timeline } from '../../../src/ui/charts/Timeline.tsx';
import type { Drawings } from '../drawing.ts';

const rest = { width: 420, height: 34 };

export const drawings: Drawings = {
  'in the middle of a race': (
    <Timeline
      total={152}
      done={96}
      evaluated={[0, 38, 76]}
      planned={[114, 152]}
      crosshair={50}
      shown={76}
      {...rest}
    />
  ),
  'before a race': (
    <Timeline
      total={0}
      done={0}
      evaluated={[]}
      planned={[]}
      crosshair={null}
      shown={null}
      {...rest}
    />
  ),
};
