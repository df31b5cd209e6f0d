/** What a race says. */
export const words = {
  title: 'What this race shows',
  against: 'against',
  measuring: 'measuring…',
  better: '▲\u00a0better:',
  worse: '▼\u00a0worse:',
  unresolved: '≈\u00a0not resolved:',
  detail: (name: string, points: string, interval: string) =>
    `${name} ${points} points, 95 % interval ${interval}`,
  detailEce: (name: string, points: string, interval: string) =>
    `${name}: without what chance adds to an ECE ${points} points, 95 % interval ${interval}`,
  note: 'Differences in percentage points, on the same test images; 15 bins; T*: each method’s own. Better or worse: the paired 95 % interval does not contain 0; it is of ECEs without what chance adds to them. One seed only; another may differ.',
} as const;
