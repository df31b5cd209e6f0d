import { median } from '../src/math/median.ts';
import { type BackendMeasurement, type BenchReport, countedMs, medianCpuMs } from './report.ts';

const names = { ours: 'the lab', tfjs: 'plain tfjs', jax: 'jax-js' } as const;
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MiB`;

/** Three digits that count. */
const short = (value: number) =>
  value >= 100 ? value.toFixed(0) : value.toPrecision(3).replace(/\.?0+$/, '');

const orDash = (value: number | null) => (value === null ? '–' : short(value));

/** Rows of one width a column; the first column stands left, the others right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
}

function stepRows({ series }: BackendMeasurement, { comparisons }: BenchReport): string[] {
  const head = [
    '',
    'min ms',
    'median ms',
    'CPU ms',
    'JS ms',
    'dispatches',
    'times the lab',
    'by CPU',
    'in a round',
  ];
  const rows = series.map((one) => {
    const { engine, method, backend, javascript, samples } = one;
    const ms = countedMs(one);
    const found = comparisons.find(
      (c) => c.backend === backend && c.method === method && c.peer === engine,
    );
    return [
      `${names[engine]}, ${method}`,
      short(Math.min(...ms)),
      short(median(ms)),
      orDash(medianCpuMs(one)),
      javascript.length > 0 ? short(median(javascript)) : '–',
      backend === 'webgpu' ? String(samples.at(-1)!.dispatches) : '–',
      !found ? '' : found.ratio === null ? 'no ratio' : `${short(found.ratio)}×`,
      found?.cpuRatio ? `${short(found.cpuRatio)}×` : '',
      found?.range ? found.range.map(short).join(' to ') : '',
    ];
  });
  return aligned([head, ...rows]);
}

function backendLines(measured: BackendMeasurement, report: BenchReport): string[] {
  const { backend, batch, grounds, products, memory, series } = measured;
  const ground = grounds.ours!;
  const software = ground.isFallbackAdapter ? ', a processor posing as a GPU' : '';
  const threads = Object.entries(grounds).map(
    ([engine, { threads }]) => `${names[engine as keyof typeof names]} ${threads}`,
  );
  const whole = measured.wholeBlocks ? ', the peers with whole last blocks' : '';
  const rounds = series[0]!.samples.length - series[0]!.warmup;
  const lines = [
    `${backend}: ${ground.adapter}${software}, batch ${batch}, ${rounds} rounds${whole}`,
    ...(backend === 'wasm' ? [`Threads: ${threads.join(', ')}`] : []),
    '',
    ...stepRows(measured, report),
    '',
  ];
  const evaluated = report.evaluation[backend];
  if (evaluated) {
    const { images, ms, imagesPerSecond, ratio, cpuRatio, range } = evaluated;
    const within = range ? [`${range.map(short).join(' to ')} in a round`] : [];
    const byCpu = cpuRatio ? [`${short(cpuRatio)} by CPU`] : [];
    const more = [...within, ...byCpu].join(', ');
    lines.push(
      `Evaluation: ${images} images in ${short(ms / 1000)} s, ${short(imagesPerSecond)} a second, ${short(ratio)} times the rate of training${more && ` (${more})`}`,
    );
  }
  const shown = products.map(({ m, k, n, gflops }) => `${m}×${k}×${n} ${short(gflops)}`);
  lines.push(`Linear layer, GFLOPS: ${shown.join(', ')}`);
  if (memory) {
    const { batch: at, ours, tfjs } = memory;
    const share =
      tfjs === null ? '' : `, plain tfjs ${mebibytes(tfjs)}: ${short((100 * ours) / tfjs)} %`;
    lines.push(`GPU buffers of a CaRot step at batch ${at}: the lab ${mebibytes(ours)}${share}`);
  }
  const notes = Object.entries(grounds).flatMap(([engine, { notes }]) =>
    notes.map((note) => `${names[engine as keyof typeof names]}: ${note}`),
  );
  return [...lines, ...notes];
}

/** The report for a terminal. */
export function benchTable(report: BenchReport): string {
  const { comparisons, measured, versions, isCrossOriginIsolated, cores } = report;
  const withheld = comparisons.flatMap(({ withheld }) =>
    withheld ? [`No ratio: ${withheld}.`] : [],
  );
  const what = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    ...measured.flatMap((one) => [...backendLines(one, report), '']),
    ...withheld,
    `${cores} cores, ${isCrossOriginIsolated ? '' : 'not '}cross-origin isolated; ${what.join(', ')}`,
  ].join('\n');
}
