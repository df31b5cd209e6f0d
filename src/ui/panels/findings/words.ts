/** What a race says. */
export const words = {
  title: 'What this race says',
  against: 'against',
  better: '▲ better:',
  worse: '▼ worse:',
  unresolved: '≈ not resolved:',
  columns: {
    idAcc: 'ID accuracy',
    oodAcc: 'OOD accuracy',
    idEce: 'ID ECE',
    oodEce: 'OOD ECE',
  },
  detail: (name: string, points: string, interval: string) =>
    `${name} ${points} points, 95 % interval ${interval}`,
  note: 'Percentage points on the same test images, raw confidences, 15 bins. Better or worse where the paired 95 % interval leaves out 0; differences in ECE leave out what chance adds to it; of one seed only.',
} as const;
