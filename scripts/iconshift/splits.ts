import type { DataSplit } from '../../src/data/dataset.ts';
import type { SourceIcon } from './readSource.ts';

/** The benchmark's splits, in the order of the pack. A style without images of its own is left out. */
export const splitPlan: readonly Pick<DataSplit, 'id' | 'label' | 'role'>[] = [
  { id: 'train', label: 'Line icons (train)', role: 'train' },
  { id: 'id-val', label: 'Line icons (validation)', role: 'val' },
  { id: 'id-test', label: 'Line icons', role: 'id' },
  { id: 'ood-solid', label: 'Solid', role: 'ood' },
  { id: 'ood-duotone', label: 'Two-tone', role: 'ood' },
  { id: 'ood-emoji', label: 'Emoji', role: 'ood' },
  { id: 'ood-pixel', label: 'Pixel', role: 'ood' },
  { id: 'ood-color', label: 'Colour', role: 'ood' },
];

/**
 * Leaves out of every OOD split the icons of sets that also feed train: a solid twin of a drawing
 * seen in training is no shift.
 */
export function withoutTrainingSets(icons: readonly SourceIcon[]): readonly SourceIcon[] {
  const trainingSets = new Set(icons.filter((i) => i.split === 'train').map((i) => i.set));
  const oodSplits = new Set(splitPlan.filter((s) => s.role === 'ood').map((s) => s.id));
  return icons.filter((icon) => !oodSplits.has(icon.split) || !trainingSets.has(icon.set));
}
