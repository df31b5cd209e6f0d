import { useEffect, useMemo, useState } from 'react';
import type { RunRecord } from '../../../results/runRecord.ts';
import { extraMetrics } from '../../../results/tableColumns.ts';
import type { CompareColumn } from '../../../store/archive/compareColumns.ts';
import { curvePoints, type RunCurves } from '../../../store/archive/readCurves.ts';
import type { Series } from '../../charts/seriesFrame.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { SeriesPanel } from '../curves/SeriesPanel.tsx';
import { drawings as words } from './words.ts';

/** Runs are told apart by their dashes, methods by their colours. */
const dashes = ['', '7 3', '2 3', '10 3 2 3'];

interface CompareCurvesProps {
  readonly runs: readonly RunRecord[];
  readonly columns: readonly CompareColumn[];
}

/** The curves of kept runs, by run; read once each. */
function useCurves(runs: readonly RunRecord[], metrics: readonly string[], wanted: boolean) {
  const store = useLabStore();
  const [known, setKnown] = useState<ReadonlyMap<string, readonly RunCurves[]>>(new Map());
  const ids = runs.map(({ id }) => id).join(' ');
  const asked = metrics.join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs and metrics are their names
  useEffect(() => {
    if (!wanted) return;
    let gone = false;
    void (async () => {
      for (const run of runs) {
        try {
          const curves = await store.getState().readCurves(run, metrics);
          if (gone) return;
          setKnown((before) => new Map([...before, [run.id, curves]]));
        } catch (error) {
          store.getState().reportError(error);
        }
      }
    })();
    return () => {
      gone = true;
    };
  }, [ids, asked, wanted, store]);
  return known;
}

/** Loss and the chosen columns of several runs over their steps, in one chart each. */
export function CompareCurves({ runs, columns }: CompareCurvesProps) {
  const [open, setOpen] = useState(false);
  const catalogue = useLab((state) => state.engine.catalogue);
  const metrics = useMemo(() => extraMetrics(columns), [columns]);
  const known = useCurves(runs, metrics, open);
  const seriesOf = (pointsOf: (curves: RunCurves) => Series['points']): Series[] =>
    runs.flatMap(({ id, name }, r) =>
      (known.get(id) ?? []).flatMap((curves) => {
        const method = catalogue?.methods.find((one) => one.id === curves.methodId);
        const points = pointsOf(curves);
        if (!method || points.length === 0) return [];
        const dash = dashes[r % dashes.length];
        return [
          {
            id: `${id}/${method.id}`,
            label: `${method.label}, ${name}`,
            style: method.style,
            points,
            constant: method.kind === 'reference',
            ...(dash && { dash }),
          },
        ];
      }),
    );
  const lastStep = Math.max(1, ...runs.map(({ step }) => step));
  const charts = open
    ? [
        {
          key: 'loss',
          title: words.loss,
          unit: 'number' as const,
          series: seriesOf(({ loss }) => loss),
        },
        ...columns.map((column) => ({
          key: column.key,
          title: words.column(
            column.role.toUpperCase(),
            column.about.short ?? column.about.label,
            column.scaled,
            column.about.unit === 'fraction' ? '%' : column.about.unit,
          ),
          unit: column.about.unit === 'fraction' ? ('percent' as const) : ('number' as const),
          series: seriesOf((curves) => curvePoints(curves, column, column.role)),
        })),
      ]
    : [];
  return (
    <details
      className="compare-drawing"
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{words.curves}</summary>
      {open && known.size < runs.length && <p role="status">{words.reading}</p>}
      {open && (
        <>
          <ol className="compare-runs">
            {runs.map(({ id, name }, r) => (
              <li key={id}>
                <svg width="34" height="8" aria-hidden="true">
                  <path d="M1 4H33" strokeDasharray={dashes[r % dashes.length] || undefined} />
                </svg>
                {name}
              </li>
            ))}
          </ol>
          <p className="help">{words.help}</p>
        </>
      )}
      <div className="compare-charts">
        {charts.map(({ key, ...chart }) => (
          <SeriesPanel key={key} {...chart} lastStep={lastStep} fromZero={false} />
        ))}
      </div>
    </details>
  );
}
