import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { columnTitles } from '../../../study/claimWords.ts';
import { paperColumns } from '../../../study/concordance.ts';
import type { StudyPoint } from '../../../study/studyTable.ts';
import { IntervalChart } from '../../charts/IntervalChart.tsx';
import { useWidth } from '../../useWidth.ts';
import { plots as words } from './words.ts';

interface IntervalsProps {
  readonly point: StudyPoint;
  readonly methods: readonly MethodInfo[];
}

/** The same numbers drawn: a plot a column. */
export function Intervals({ point, methods }: IntervalsProps) {
  const [room, width] = useWidth();
  const across = Math.max(1, Math.min(3, Math.floor(width / 290)));
  const each = Math.floor((width - 20 * (across - 1)) / across);
  return (
    <section aria-labelledby="study-plots">
      <h2 id="study-plots">{words.title}</h2>
      <p className="help">{words.help}</p>
      <div ref={room} className="study-plots" style={{ ['--across' as string]: across }}>
        {width > 0 &&
          paperColumns.map((key) => (
            <figure key={key}>
              <figcaption>{columnTitles[key]}, %</figcaption>
              <IntervalChart
                title={columnTitles[key]}
                width={each}
                rows={point.rows.flatMap(({ methodId, label, values, paper }) => {
                  const style = methods.find(({ id }) => id === methodId)?.style;
                  const { mean, interval } = values[key]!;
                  const own = { id: methodId, label, value: mean, interval };
                  return style ? [{ ...own, style, paper: paper?.[key] ?? null }] : [];
                })}
              />
            </figure>
          ))}
      </div>
    </section>
  );
}
