import { crc32 } from 'node:zlib';
import type { BenchmarkCandidate } from './plan.ts';

/** The parts of the line icons and the share of each class that they get. */
export const idShares = { train: 0.5, 'id-val': 0.13, 'id-test': 0.37 } as const;
export type IdSplit = keyof typeof idShares;

/** The benchmark's splits, in the order of the pack. */
export const splitPlan = [
  { id: 'train', label: 'Line icons (train)', role: 'train' },
  { id: 'id-val', label: 'Line icons (validation)', role: 'val' },
  { id: 'id-test', label: 'Line icons', role: 'id' },
  { id: 'ood-solid', label: 'Solid', role: 'ood' },
  { id: 'ood-duotone', label: 'Two-tone', role: 'ood' },
  { id: 'ood-emoji', label: 'Emoji', role: 'ood' },
  { id: 'ood-pixel', label: 'Pixel', role: 'ood' },
  { id: 'ood-color', label: 'Colour', role: 'ood' },
] as const;
export type SplitId = (typeof splitPlan)[number]['id'];

const keyOf = (icons: readonly BenchmarkCandidate[], group: readonly number[]) =>
  crc32(
    group
      .map((i) => icons[i]!.set + icons[i]!.icon)
      .sort()
      .join('|'),
  );

/** The class that most of a group belongs to; the first in the group's order among equals. */
function mainClass(icons: readonly BenchmarkCandidate[], group: readonly number[]): string {
  const counts = new Map<string, number>();
  for (const i of group)
    counts.set(icons[i]!.className, (counts.get(icons[i]!.className) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

/**
 * Shares the line icons out, a group of look-alikes as one: within each class, the largest group
 * first, each to the part that is furthest from its share. The order among groups of one size is a
 * checksum of their names, so it depends on nothing else.
 * @returns the part of each position
 */
export function shareOut(
  icons: readonly BenchmarkCandidate[],
  groups: readonly (readonly number[])[],
): ReadonlyMap<number, IdSplit> {
  const ofClass = new Map<string, (readonly number[])[]>();
  for (const group of groups) {
    const name = mainClass(icons, group);
    ofClass.set(name, [...(ofClass.get(name) ?? []), group]);
  }
  const splitOf = new Map<number, IdSplit>();
  const parts = Object.keys(idShares) as IdSplit[];
  for (const own of ofClass.values()) {
    const ordered = own
      .map((group) => ({ group, key: keyOf(icons, group) }))
      .sort((a, b) => b.group.length - a.group.length || a.key - b.key);
    const total = own.reduce((sum, group) => sum + group.length, 0);
    const given = { train: 0, 'id-val': 0, 'id-test': 0 };
    for (const { group } of ordered) {
      const missing = (part: IdSplit) => idShares[part] * total - given[part];
      const part = parts.reduce((best, next) => (missing(next) > missing(best) ? next : best));
      given[part] += group.length;
      for (const i of group) splitOf.set(i, part);
    }
  }
  return splitOf;
}
