/** What a recorded race tells of itself. */
export const particulars = {
  made: 'Recorded on',
  race: 'Race',
  settings: (steps: string, batch: number, seed: number) =>
    `${steps} steps, batch ${batch}, seed ${seed}`,
  browser: 'Browser',
  lab: 'Lab',
  again: 'Made again by',
  bytes: 'ECE off by',
  points: (points: string) => `at most ${points} points, for logits kept as bytes`,
  yours: 'It was not made in this browser. A race of yours takes its place; Runs brings it back.',
} as const;
