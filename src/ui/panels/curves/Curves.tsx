import { Fragment, useState } from 'react';
import { CurvesHead } from './CurvesHead.tsx';
import { charts } from './registry.tsx';
import type { CurveGroup } from './stageChart.ts';
import { words } from './words.ts';

/** The run's charts, in groups. */
export function Curves() {
  const [group, setGroup] = useState<CurveGroup>('overview');
  return (
    <>
      <CurvesHead group={group} setGroup={setGroup} />
      <div className="charts" role="tabpanel" aria-label={words.groups[group]} data-group={group}>
        {charts
          .filter((entry) => entry.group === group)
          .map(({ id, chart }) => (
            <Fragment key={id}>{chart}</Fragment>
          ))}
      </div>
    </>
  );
}
