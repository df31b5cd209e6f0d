import { median } from '../../../math/median.ts';
import type { Measurement } from '../../../protocol/measurement.ts';
import { formatMs, formatNumber, missing } from '../../format.ts';
import { words } from './words.ts';

/** What one backend did. */
export function MeasurementTable({ measured }: { measured: Measurement }) {
  const { backend, plan, steps, evaluation, gflops } = measured;
  const { table } = words;
  const of = (methodId: string, isFused: boolean) =>
    steps.find((one) => one.methodId === methodId && one.isFused === isFused);
  const name = backend.backend === 'cpu' ? 'wasm' : backend.backend;
  const onGpu = name === 'webgpu';
  return (
    <section className="panel measured">
      <h2>
        {words.names[name]} <span className="muted">{backend.adapter}</span>
      </h2>
      {backend.isFallbackAdapter && <p>{words.software}</p>}
      <table>
        <thead>
          <tr>
            <th scope="col">{table.step}</th>
            <th scope="col">{table.own}</th>
            <th scope="col">{table.stock}</th>
            <th scope="col">{table.times}</th>
            <th scope="col">{table.script}</th>
            <th scope="col">{table.dispatches}</th>
          </tr>
        </thead>
        <tbody>
          {plan.methodIds.map((methodId) => {
            const [own, stock] = [of(methodId, true), of(methodId, false)];
            const [mine, other] = [median(own?.ms ?? []), median(stock?.ms ?? [])];
            return (
              <tr key={methodId}>
                <th scope="row">{own?.label ?? methodId}</th>
                <td>{formatMs(mine)}</td>
                <td>{formatMs(other)}</td>
                <td>
                  {Number.isFinite(other / mine) ? `${formatNumber(other / mine)}×` : missing}
                </td>
                <td>{onGpu ? formatMs(median(own?.jsMs ?? [])) : missing}</td>
                <td>{onGpu ? (own?.dispatches ?? missing) : missing}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="muted">{words.facts(plan.batchSize, plan.rounds)}</p>
      <p>{words.evaluation(formatNumber((evaluation.images * 1000) / evaluation.ms))}</p>
      <p>{words.product(plan.side, formatNumber(gflops))}</p>
    </section>
  );
}
