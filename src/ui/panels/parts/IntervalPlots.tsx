import { IntervalChart, type IntervalRow } from '../../charts/IntervalChart.tsx';
import type { ValueUnit } from '../../charts/tickLabels.ts';
import { useWidth } from '../../useWidth.ts';
import './intervals.css';

export interface IntervalPlot {
  readonly key: string;
  /** The column, and its unit where that is no percent. */
  readonly title: string;
  readonly rows: readonly IntervalRow[];
  readonly unit?: ValueUnit;
}

/** Least width of a plot, px, and the room between two. */
const least = 290;
const gap = 20;

/** Plots of numbers with their intervals, as many beside each other as there is room for. */
export function IntervalPlots({ plots }: { readonly plots: readonly IntervalPlot[] }) {
  const [room, width] = useWidth();
  const across = Math.max(1, Math.min(3, Math.floor(width / least)));
  const each = Math.floor((width - gap * (across - 1)) / across);
  return (
    <div ref={room} className="interval-plots" style={{ ['--across' as string]: across }}>
      {width > 0 &&
        plots.map(({ key, title, rows, unit }) => (
          <figure key={key}>
            <figcaption>{title}</figcaption>
            <IntervalChart title={title} width={each} rows={rows} unit={unit ?? 'percent'} />
          </figure>
        ))}
    </div>
  );
}
