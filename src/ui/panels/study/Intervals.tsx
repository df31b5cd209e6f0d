import type { MethodInfo } from '../../../protocol/catalogue.ts';
import { columnTitles } from '../../../results/columnTitles.ts';
import { paperColumns } from '../../../study/concordance.ts';
import type { StudyPoint } from '../../../study/studyTable.ts';
import { IntervalPlots } from '../parts/IntervalPlots.tsx';
import { plots as words } from './words.ts';

interface IntervalsProps {
  readonly point: StudyPoint;
  readonly methods: readonly MethodInfo[];
}

/** The table's numbers drawn: a plot a column. */
export function Intervals({ point, methods }: IntervalsProps) {
  return (
    <section aria-labelledby="study-plots">
      <h2 id="study-plots">{words.title}</h2>
      <p className="help">{words.help}</p>
      <IntervalPlots
        plots={paperColumns.map((key) => ({
          key,
          title: `${columnTitles[key]}, %`,
          rows: point.rows.flatMap(({ methodId, label, values, paper }) => {
            const style = methods.find(({ id }) => id === methodId)?.style;
            const { mean, interval } = values[key]!;
            const own = { id: methodId, label, value: mean, interval };
            return style ? [{ ...own, style, paper: paper?.[key] ?? null }] : [];
          }),
        }))}
      />
    </section>
  );
}
