/** Confusions and accuracies of the classes. */
export const words = {
  pairs: 'Most confused',
  noPairs: 'No wrong answer among these images.',
  accuracy: 'Accuracy by class',
  accuracyNote: (reference: string) =>
    `Whisker: 95 % interval (Wilson). Last column: difference from ${reference} on the same images, in percentage points.`,
  accuracyNoteAlone: 'Whisker: 95 % interval (Wilson).',
  orders: { worst: 'Worst first', best: 'Best first', change: 'By change', name: 'By name' },
  sort: 'Sort classes',
  table: 'View as table',
  chart: 'View as chart',
  heads: ['Class', 'Right', 'Images', 'Accuracy', '95 % interval', 'Change'],
  images: (count: number) => (count === 1 ? '1 image' : `${count} images`),
  chosen: 'Listed under Images',
} as const;
