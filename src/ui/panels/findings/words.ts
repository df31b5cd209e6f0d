/** What a race says. */
export const words = {
  title: 'What this race shows',
  against: 'against',
  measuring: 'measuring…',
  better: '▲\u00a0better:',
  worse: '▼\u00a0worse:',
  unresolved: '≈\u00a0not resolved:',
  columns: {
    idAcc: 'ID accuracy',
    oodAcc: 'OOD accuracy',
    idEce: 'ID ECE',
    oodEce: 'OOD ECE',
  },
  detail: (name: string, points: string, interval: string) =>
    `${name} ${points} points, 95 % interval ${interval}`,
  note: 'Differences in percentage points, on the same test images; raw confidences, 15 bins. Better or worse: the paired 95 % interval does not contain 0. What chance adds to an ECE is taken out. One seed only; another may differ.',
} as const;
