import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { ProbeLine } from '../../../store/selection/probes.ts';
import type { ProbeSeries } from '../../charts/ProbeChart.tsx';

/** The lines of a probe with the looks of their methods; a method without a point has none. */
export function probeSeries(
  lines: readonly ProbeLine[],
  methods: readonly MethodInfo[],
): readonly ProbeSeries[] {
  return lines.flatMap(({ methodId, points }) => {
    const method = methods.find(({ id }) => id === methodId);
    if (!method || points.length === 0) return [];
    return [{ id: methodId, label: method.label, style: method.style, points }];
  });
}

/** How many evaluations there were, and how many of them hold the image, over the trained lanes. */
export function heldOf(lines: readonly ProbeLine[]): readonly [held: number, all: number] {
  const longest = lines.reduce<ProbeLine | null>(
    (best, line) => (best && best.evaluated >= line.evaluated ? best : line),
    null,
  );
  return [longest?.points.length ?? 0, longest?.evaluated ?? 0];
}
