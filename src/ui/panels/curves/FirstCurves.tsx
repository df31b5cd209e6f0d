import { SvgSeries } from '../../charts/SvgSeries.tsx';
import { CurvesHead } from './CurvesHead.tsx';
import { OverviewCharts } from './OverviewCharts.tsx';
import { words } from './words.ts';

const stay = () => {};

/** The first curves, in plain SVG: what stands there until the charting library has come. */
export function FirstCurves() {
  const { groups } = words;
  return (
    <>
      <CurvesHead group="overview" setGroup={stay} />
      <div className="charts" role="tabpanel" aria-label={groups.overview} data-group="overview">
        <OverviewCharts Draw={SvgSeries} />
      </div>
    </>
  );
}
