import { useEffect, useMemo, useState } from 'react';
import { metrics } from '../../../metrics/registry.ts';
import { historyBins } from '../../../store/results/evaluationKey.ts';
import { useLab, useLabStore } from '../../useLab.ts';
import { aboutMetric } from '../results/aboutMetric.ts';
import { LiveChart } from './LiveChart.tsx';
import { words } from './words.ts';

const first = metrics.find(({ id }) => id === 'nll') ?? metrics[0]!;

/** A metric of the registry over the steps, ID and OOD, as it is or at T*; the worker measures what is not known. */
export function MetricCurves() {
  const store = useLabStore();
  const [id, choose] = useState(first.id);
  const [atOwn, setAtOwn] = useState(false);
  const bare = useLab(({ evaluations }) =>
    Object.values(evaluations).some((list) => list.some((entry) => entry.bare)),
  );
  const metric = metrics.find((one) => one.id === id) ?? first;
  const scaled = atOwn && !metric.unscaled;
  useEffect(() => {
    store.getState().drawCurves([id]);
    return () => store.getState().drawCurves([]);
  }, [store, id]);
  const columns = useMemo(
    () => (['id', 'ood'] as const).map((role) => ({ metric: metric.id, scaled, role })),
    [metric, scaled],
  );
  const name = metric.short ?? metric.label;
  return (
    <>
      <div className="inline curve-choice">
        <select
          aria-label={words.metric}
          title={aboutMetric(metric)}
          value={metric.id}
          onChange={({ target }) => choose(target.value)}
        >
          {metrics.map(({ id: one, label }) => (
            <option key={one} value={one}>
              {label}
            </option>
          ))}
        </select>
        <label className="check">
          <input
            type="checkbox"
            checked={scaled}
            disabled={metric.unscaled}
            onChange={({ target }) => setAtOwn(target.checked)}
          />
          {words.atOwn}
        </label>
        <span className="help">
          {words.binsOf(historyBins.binCount)} {bare && words.bare}
        </span>
      </div>
      {columns.map((column) => (
        <LiveChart
          key={column.role}
          title={words.metricOf(column.role.toUpperCase(), name, scaled)}
          value={column}
          role={column.role}
          unit={metric.unit === 'fraction' ? 'percent' : 'number'}
          counted={words.units[metric.unit]}
        />
      ))}
    </>
  );
}
