import { useState } from 'react';
import { runMethods } from '../../../store/run/selectors.ts';
import { formatName } from '../../format.ts';
import { useLabShallow } from '../../useLab.ts';
import { type CurveGroup, CurvesHead } from './CurvesHead.tsx';
import { ColumnChart, PartsChart } from './LogCharts.tsx';
import { OverviewCharts } from './OverviewCharts.tsx';
import { words } from './words.ts';

const own = ['gradNorm', 'learningRate', 'stepMs'] as const;

/** The run's curves, in three groups. */
export function Curves() {
  const [group, setGroup] = useState<CurveGroup>('overview');
  const methods = useLabShallow(runMethods);
  const trained = methods.filter(({ kind }) => kind === 'trained');
  return (
    <>
      <CurvesHead group={group} setGroup={setGroup} />
      <div className="charts" role="tabpanel" aria-label={words.groups[group]} data-group={group}>
        {group === 'overview' && <OverviewCharts />}
        {group === 'parts' &&
          trained.map((method) => <PartsChart key={method.id} method={method} />)}
        {group === 'internals' && (
          <>
            {own.map((column) => (
              <ColumnChart
                key={column}
                title={words[column]}
                group="scalars"
                column={column}
                fromZero
              />
            ))}
            <DiagnosticCharts />
          </>
        )}
      </div>
    </>
  );
}

/** One chart for every further number that a method reports. */
function DiagnosticCharts() {
  const names = useLabShallow(({ run }) => [
    ...new Set([...(run?.log.values() ?? [])].flatMap((log) => Object.keys(log.diagnostics))),
  ]);
  return names.map((name) => (
    <ColumnChart key={name} title={formatName(name)} group="diagnostics" column={name} fromZero />
  ));
}
