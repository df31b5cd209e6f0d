import { useMemo } from 'react';
import type { DemoPane } from '../../../store/demo/state.ts';
import { planeView } from '../../../store/results/planePoints.ts';
import { SeriesChart } from '../../charts/SeriesChart.tsx';
import { seriesFrame } from '../../charts/seriesFrame.ts';
import { useLab } from '../../useLab.ts';
import { useQueued } from '../../useQueued.ts';
import type { Size } from '../../useSize.ts';
import { useHistorySeries } from '../curves/LiveChart.tsx';
import { OnePlane } from '../stage/Plane.tsx';
import { Scaled } from './Scaled.tsx';
import { beats, demo as words } from './words.ts';

/** The methods that a beat and those before it are about: the others would answer a later question. */
const toldBy = (beat: number): ReadonlySet<string> =>
  new Set(beats.slice(0, beat).flatMap(({ pair }) => pair.filter((id) => id !== undefined)));

const nobody = () => {};
/** For the longest name of a method, px. */
const endRoom = 62;

function Curve({ width, height, told }: Size & { readonly told: ReadonlySet<string> }) {
  const { series: all, lastStep } = useHistorySeries('oodEce');
  const series = useMemo(
    () => all.filter(({ id }) => told.has(id.replace(/^recorded-/, ''))),
    [all, told],
  );
  const frame = useMemo(
    () =>
      seriesFrame({ series, lastStep, width, height, unit: 'percent', fromZero: true, endRoom }),
    [series, lastStep, width, height],
  );
  if (series.every(({ points }) => points.length === 0)) return null;
  return <SeriesChart frame={frame} series={series} named />;
}

/** The trade-off of all methods, or the calibration error over steps. */
export function LeftPane({ pane, scale }: { readonly pane: DemoPane; readonly scale: number }) {
  const all = useQueued(planeView);
  // A view's way through its mixes is another story than these beats tell.
  const at = useLab((state) => state.demo.beat ?? 0);
  const told = useMemo(() => toldBy(at), [at]);
  const methods = useMemo(
    () => all.filter(({ alpha, methodId }) => alpha === null && told.has(methodId)),
    [all, told],
  );
  return (
    <section className="demo-pane" aria-label={words.panes[pane]}>
      <h3>{words.panes[pane]}</h3>
      {methods.length === 0 ? (
        <p className="demo-nothing">{words.nothing}</p>
      ) : (
        <Scaled scale={scale}>
          {(size) =>
            pane === 'curves' ? (
              <Curve {...size} told={told} />
            ) : (
              <OnePlane kind={pane} methods={methods} active={null} setActive={nobody} />
            )
          }
        </Scaled>
      )}
    </section>
  );
}
