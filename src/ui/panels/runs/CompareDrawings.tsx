import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { CompareRow } from '../../../store/archive/compareRows.ts';
import { later } from '../../later.tsx';
import { useLab } from '../../useLab.ts';
import { IntervalPlots } from '../parts/IntervalPlots.tsx';
import type { Comparison } from './exportedComparison.ts';
import { rowLabel } from './rowLabel.ts';
import { drawings as words } from './words.ts';

/** Comes when it is first opened: it reads whole runs. */
const CompareCurves = later(() => import('./CompareCurves.tsx').then((m) => m.CompareCurves));

/** "FT" where there is one of it, else "FT · 2" by the order of the runs. */
function names(rows: readonly CompareRow[], labelOf: (row: CompareRow) => string) {
  const runs = [...new Set(rows.map(({ runs: [run] }) => run?.id))];
  return new Map(
    rows.map((row) => {
      const place = runs.length > 1 ? ` · ${runs.indexOf(row.runs[0]?.id) + 1}` : '';
      return [row.key, `${labelOf(row)}${place}`];
    }),
  );
}

/** The comparison drawn: values with their intervals, and curves of the runs over each other. */
export function CompareDrawings({ comparison }: { readonly comparison: Comparison }) {
  const catalogue = useLab((state) => state.engine.catalogue);
  const { rows, columns } = comparison;
  const named = names(rows, (row) => rowLabel(row, catalogue));
  const styleOf = (id: string): MethodInfo['style'] | undefined =>
    catalogue?.methods.find((method) => method.id === id)?.style;
  const runs = [...new Map(rows.flatMap((row) => row.runs).map((run) => [run.id, run])).values()];
  return (
    <>
      <details className="compare-drawing">
        <summary>{words.intervals}</summary>
        {runs.length > 1 && (
          <ol className="help">
            {runs.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ol>
        )}
        <IntervalPlots
          plots={columns.map(({ key, about, role, scaled }) => ({
            key,
            title: words.column(
              role.toUpperCase(),
              about.short ?? about.label,
              scaled,
              about.unit === 'fraction' ? '%' : about.unit,
            ),
            unit: about.unit === 'fraction' ? ('percent' as const) : ('number' as const),
            rows: rows.flatMap((row) => {
              const style = styleOf(row.methodId);
              const { value, interval, sd } = row.cells[key] ?? {};
              if (!style || value === undefined) return [];
              const spread = sd === undefined ? null : ([value - sd, value + sd] as const);
              return [
                {
                  id: row.key,
                  label: named.get(row.key) ?? row.methodId,
                  style,
                  value,
                  interval: interval ?? spread,
                  paper: null,
                },
              ];
            }),
          }))}
        />
      </details>
      <CompareCurves runs={runs} columns={columns} />
    </>
  );
}
