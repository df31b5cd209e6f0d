import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from './benchmark.ts';
import { imageSize } from './imageSize.ts';
import { eachLookAlike, pick } from './lookAlikes.ts';
import type { BenchmarkCandidate, PretrainingCandidate } from './plan.ts';
import { openImages, type Rendered } from './rendered.ts';

/** Positions in `pretraining` of the drawings that look like none of the benchmark. */
export function withoutBenchmark(
  pretraining: Rendered<PretrainingCandidate>,
  rendered: Rendered<BenchmarkCandidate>,
  { icons }: Benchmark,
): readonly number[] {
  const inBenchmark = new Set(icons.map(({ position }) => position));
  const own = rendered.positions.flatMap((position, i) => (inBenchmark.has(position) ? [i] : []));
  const alike = new Set<number>();
  eachLookAlike(pretraining.prints, pick(rendered.prints, own), (i) => alike.add(i));
  return pretraining.icons.flatMap((_, i) => (alike.has(i) ? [] : [i]));
}

/**
 * Writes what a pretraining reads: pretraining.json (imageSize; icons with set, icon, concept, names,
 * style, class, palette) and pretraining.rgba, [n, S, S, 4] straight-alpha bytes in the same order.
 */
export function writePretraining(
  folder: string,
  { icons, positions }: Rendered<PretrainingCandidate>,
  chosen: readonly number[],
  renderedPath: string,
): void {
  mkdirSync(folder, { recursive: true });
  const lines = chosen.map((i) => {
    const { set, icon, concept, names, style, className, palette } = icons[i]!;
    return JSON.stringify({ set, icon, concept, names, style, class: className, palette });
  });
  writeFileSync(
    join(folder, 'pretraining.json'),
    `{"imageSize":${imageSize},"icons":[\n${lines.join(',\n')}\n]}\n`,
  );
  const images = openImages(renderedPath);
  const out = openSync(join(folder, 'pretraining.rgba'), 'w');
  for (const i of chosen) writeSync(out, images.read(positions[i]!));
  closeSync(out);
  images.close();
}
