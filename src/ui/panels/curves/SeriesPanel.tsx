import { memo, type PointerEvent, useMemo, useState } from 'react';
import type { CurveWithFormula } from '../../../lessons/curveFormulas.ts';
import { roomForNames } from '../../charts/endNames.ts';
import { SeriesChart } from '../../charts/SeriesChart.tsx';
import { SeriesCursor } from '../../charts/SeriesCursor.tsx';
import { type Series, seriesFrame, stepAt } from '../../charts/seriesFrame.ts';
import { seriesRows } from '../../charts/seriesRows.ts';
import type { ValueUnit } from '../../charts/tickLabels.ts';
import { useTurn } from '../../drawQueue.ts';
import { formatCount, formatNumber, formatPoints } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { useSize } from '../../useSize.ts';
import { ChartPanel } from '../parts/ChartPanel.tsx';
import { useCrosshair } from '../parts/useCrosshair.ts';
import { words } from './words.ts';

export interface SeriesPanelProps {
  readonly title: string;
  readonly note?: string;
  readonly series: readonly Series[];
  readonly lastStep: number;
  readonly unit: ValueUnit;
  readonly fromZero: boolean;
  readonly formula?: CurveWithFormula | undefined;
}

/** Rows of the table beside a chart: enough to follow it, few enough to be read out. */
const mostRows = 24;

function thinned<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length <= mostRows) return rows;
  return Array.from(
    { length: mostRows },
    (_, i) => rows[Math.round((i * (rows.length - 1)) / (mostRows - 1))]!,
  );
}

/** A chart of lines over steps with its head, its moving cursor and its table. */
export const SeriesPanel = memo(function SeriesPanel(props: SeriesPanelProps) {
  const { title, note, series, lastStep, unit, fromZero, formula } = props;
  const turn = useTurn();
  const [named, setNamed] = useState(false);
  const [body, { width, height }] = useSize();
  const crosshair = useCrosshair();
  const endRoom = roomForNames(series, width, height);
  const frame = useMemo(
    () => seriesFrame({ series, lastStep, width, height, unit, fromZero, endRoom }),
    [series, lastStep, width, height, unit, fromZero, endRoom],
  );
  const format = unit === 'percent' ? formatPoints : formatNumber;
  const rows = useMemo(
    () =>
      thinned(seriesRows(series, lastStep)).map((row) => [
        formatCount(row.step),
        ...series.map(({ id }) => format(row[id])),
      ]),
    [series, lastStep, format],
  );
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    crosshair(stepAt(frame, x));
  };
  const onLeave = () => {
    setNamed(false);
    crosshair(null);
  };
  return (
    <ChartPanel
      title={title}
      note={note}
      label={words.lineChart(title, formatCount(lastStep))}
      table={{ head: [words.step, ...series.map((s) => s.label)], rows }}
      body={body}
      formula={formula}
      pointer={{
        onPointerMove: onMove,
        onPointerEnter: () => setNamed(true),
        onPointerLeave: onLeave,
      }}
      empty={rows.length === 0 ? words.empty : null}
    >
      {turn && width > 0 && (
        <>
          <SeriesChart frame={frame} series={series} named={endRoom > 0} />
          <Cursor frame={frame} series={series} format={format} named={named} />
        </>
      )}
    </ChartPanel>
  );
});

type CursorProps = Omit<Parameters<typeof SeriesCursor>[0], 'crosshair' | 'scrubStep'>;

/** Apart from the lines, which stand still while it moves. */
function Cursor(props: CursorProps) {
  const crosshair = useLab((state) => state.clock.crosshair);
  const scrubStep = useLab((state) => state.clock.scrubStep);
  return <SeriesCursor {...props} crosshair={crosshair} scrubStep={scrubStep} />;
}
