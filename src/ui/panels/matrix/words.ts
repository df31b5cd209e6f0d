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
  gone: 'The weights of this run are not on this page; start a race to look at a batch.',
  waiting: 'The batch appears with the next evaluation.',
  maps: {
    'one-hot': { title: 'One-hot', says: 'Every wrong caption gets 0.' },
    'label-smoothed': {
      title: 'Label smoothing',
      says: (share: string) => `Every wrong caption gets the same, ε/B = ${share}.`,
    },
    teacher: { title: 'Teacher', says: 'Captions that are alike get more.' },
    student: { title: 'Student now', says: 'What the model itself predicts.' },
  },
  noTeacher: (name: string) =>
    `${name} has no teacher, so its targets do not say which captions are alike.`,
  reads:
    'What each kind of target asks of the model on one batch. Rows: images. Columns: captions. Each row sums to 1.',
  scale: 'Probability',
  cell: (image: string, caption: string) => `Image ${image} with “${caption}”`,
  hint: 'Point at a cell, or move with the arrow keys: every map marks the same pair.',
  image: 'Image',
  weight: 'Share of the pretrained model left in the teacher',
  weightNow: (share: string) => `now ${share}`,
  weightTable: 'Weight of the pretrained model in the teacher',
  stepHead: 'Step',
} as const;
