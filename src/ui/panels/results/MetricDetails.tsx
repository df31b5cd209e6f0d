import { useEffect } from 'react';
import { metrics } from '../../../metrics/registry.ts';
import { metricValue } from '../../../results/tableColumns.ts';
import type { EvaluationSummary, MethodResult } from '../../../results/types.ts';
import { formatMetric } from '../../format.ts';
import { useLabStore } from '../../useLab.ts';
import { aboutMetric } from './aboutMetric.ts';
import { useScaledHead } from './useScaledHead.ts';
import { words } from './words.ts';

export interface MetricDetailsProps {
  readonly result: MethodResult;
  /** Its logits are there: what is not known yet is being computed. */
  readonly measurable: boolean;
  readonly nameOf: (splitId: string) => string;
}

/** Every metric of the registry on every set, raw and scaled; asks for them as long as it is there. */
export function MetricDetails({ result, measurable, nameOf }: MetricDetailsProps) {
  const store = useLabStore();
  const { methodId, splits } = result;
  useEffect(() => {
    const { detail } = store.getState();
    detail(
      methodId,
      metrics.map(({ id }) => id),
    );
    return () => detail(methodId, []);
  }, [store, methodId]);
  const scaledHead = useScaledHead();
  const shown = (summary: EvaluationSummary, metric: (typeof metrics)[number]) => {
    const value = metricValue(summary, metric.id);
    return value === undefined && measurable ? words.computing : formatMetric(value, metric);
  };
  return (
    <table aria-label={words.everyMetric}>
      <thead>
        <tr>
          <th rowSpan={2} scope="col">
            {words.columns.metric}
          </th>
          {splits.map(({ splitId }) => (
            <th key={splitId} colSpan={2} scope="colgroup" className="group">
              {nameOf(splitId)}
            </th>
          ))}
        </tr>
        <tr>
          {splits.map(({ splitId }) =>
            [words.columns.raw, scaledHead('').trim()].map((head) => (
              <th key={`${splitId} ${head}`} scope="col">
                {head}
              </th>
            )),
          )}
        </tr>
      </thead>
      <tbody>
        {metrics.map((metric) => (
          <tr key={metric.id}>
            <th scope="row" title={aboutMetric(metric)}>
              {metric.label}
              {metric.unit === 'fraction' ? ', %' : metric.unit === 'nats' ? ', nats' : ''}
            </th>
            {splits.map(({ splitId, raw, scaled }) =>
              (['raw', 'scaled'] as const).map((which) => (
                <td key={`${splitId} ${which}`}>{shown(which === 'raw' ? raw : scaled, metric)}</td>
              )),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
