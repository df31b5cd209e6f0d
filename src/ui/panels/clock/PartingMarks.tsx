import { useMemo } from 'react';
import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { partingOf } from '../../../results/parting.ts';
import { liveHistories } from '../../../store/results/shown.ts';
import { runMethods } from '../../../store/run/selectors.ts';
import { Marker } from '../../charts/Marker.tsx';
import { timelineX } from '../../charts/timelineMarks.ts';
import { formatCount } from '../../format.ts';
import { useLab, useLabShallow } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import { words } from './words.ts';

interface PartingMarksProps {
  readonly total: number;
  readonly width: number;
}

/** Where a method's calibration left while its accuracy still rose; a click goes there. */
export function PartingMarks({ total, width }: PartingMarksProps) {
  const histories = useQueued(liveHistories);
  const methods = useLabShallow(runMethods);
  const scrubTo = useLab((state) => state.scrubTo);
  const marks = useMemo(() => {
    const byStep = new Map<number, MethodInfo[]>();
    for (const method of methods.filter(({ kind }) => kind === 'trained')) {
      const found = partingOf(histories[method.id] ?? []);
      if (!found?.parted) continue;
      const { step } = found.lowest;
      byStep.set(step, [...(byStep.get(step) ?? []), method]);
    }
    return [...byStep];
  }, [histories, methods]);
  return marks.map(([step, parted]) => {
    const names = parted.map(({ label }) => label).join(', ');
    return (
      <button
        key={step}
        type="button"
        className="parting"
        style={{ left: timelineX(step, total, width) }}
        aria-label={words.parting(names, formatCount(step))}
        title={words.parting(names, formatCount(step))}
        onClick={() => scrubTo(step)}
      >
        {parted.map(({ id, style }) => (
          <Marker key={id} style={style} size={10} />
        ))}
        <i aria-hidden="true" />
      </button>
    );
  });
}
