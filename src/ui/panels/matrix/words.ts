/** One batch, as training sees it. */
export const words = {
  title: 'One batch, as training sees it',
  method: 'Method',
  step: (step: string) => `step ${step}`,
  refresh: 'Next batch',
  refreshTitle: 'The next batch, as the model now sees it',
  looking: 'looking…',
  noRace:
    'Start a race: the batch it trains on next appears here, with the targets each method sets.',
  gone: 'The weights of this run are gone; start a race to look at a batch.',
  waiting: 'The first look comes with the next evaluation.',
  maps: {
    'one-hot': { title: 'One-hot', says: 'Every wrong caption gets 0.' },
    'label-smoothed': {
      title: 'Label smoothing',
      says: (share: string) => `The same ε/B = ${share} everywhere.`,
    },
    teacher: { title: 'Teacher', says: 'More to captions that look alike.' },
    student: { title: 'Student now', says: 'What the model itself holds likely.' },
  },
  noTeacher: (name: string) =>
    `${name} has no teacher, so its targets know nothing of which captions look alike.`,
  reads:
    'What each way of teaching asks of the model on one batch. Rows: images. Columns: captions. Each row sums to 1.',
  scale: 'Probability',
  cell: (image: string, caption: string) => `Image ${image} with “${caption}”`,
  hint: 'Point at a cell, or walk with the arrow keys: the same pair in every map.',
  image: 'Image',
  weight: 'Pretrained model left in the teacher',
  weightNow: (share: string) => `now ${share}`,
  weightTable: 'Weight of the pretrained model in the teacher',
  stepHead: 'Step',
} as const;
