/** The comparison of runs. */
export const compare = {
  title: 'Comparison',
  group: 'Group runs that differ only in the seed',
  method: 'Method',
  reference: 'Ref.',
  takeAsReference: (method: string, run: string) => `Compare with ${method} of ${run}`,
  seeds: (count: number) => `${count} seeds`,
  sides: { id: 'ID', ood: 'mean over the OOD sets' },
  computing: '…',
  noReference: 'No reference',
  waiting: 'comparing…',
  notResolved: 'not resolved',
  noInterval: 'no interval',
  noIntervalHelp:
    'This metric is no mean over images: how far chance alone moves it is not known here.',
  sd: 'Standard deviation over the seeds',
  unpaired: {
    'other-images': 'other images: no paired difference',
    'no-logits': 'kept without logits: no paired difference',
  },
  help: 'Percent where no other unit is named, ± half of the 95 % interval over test images. Bold: best, and different from every other row by more than chance. Choose a reference to see differences.',
  helpReference:
    'Δ: the row minus the reference, on the same images; “not resolved” where its 95 % interval contains 0. What chance adds to an ECE is taken out. The intervals cover the choice of images, not of the seed.',
  paired: 'Paired bootstrap',
  pairedBy: 'Intervals by paired bootstrap.',
  spreadOfImages: '± half of the 95 % interval over test images',
  spreadOfSeeds: '± standard deviation over seeds',
  helpSeeds: 'Percent where no other unit is named, mean ± standard deviation over seeds.',
} as const;

/** The kept runs. */
export const runs = {
  reading: 'Reading the kept runs…',
  empty: 'Runs are kept here as soon as a race pauses or ends.',
  memory:
    'This browser does not let the page store anything: runs last only until the page is closed.',
  readOnly:
    'The kept runs were written by a newer version of the lab. This one shows them but keeps nothing new; reload the page to get the newer version.',
  where: 'Kept in this browser only.',
  persistent: 'The browser has promised not to delete them by itself.',
  notPersistent: 'The browser may delete them when space runs short: download what matters.',
  saving: 'Keeping the run…',
  use: (used: string, quota: string) => `${used} of ${quota} used.`,
  name: 'Name of the run',
  notes: 'Notes',
  notesHint: 'What was tried, what came of it',
  addNotes: 'Write notes',
  compare: (name: string) => `Compare ${name}`,
  step: (step: string, steps: string) =>
    step === steps ? `${steps} steps` : `step ${step} of ${steps}`,
  phases: {
    running: 'cut off',
    evaluating: 'cut off',
    paused: 'paused',
    stopped: 'stopped',
    failed: 'failed',
    finished: 'finished',
  },
  resultsOnly: 'results only',
  imported: 'imported',
  unsaved: 'lost when the page closes',
  partlyDamaged: 'partly damaged',
  shown: 'shown now',
  open: 'Open',
  loadAndOpen: 'Load and open',
  loadTitle: (assets: string) => `Made with ${assets}, which is loaded first`,
  notHere: (assets: string) => `Made with ${assets}, which this lab does not have`,
  opening: 'Opening…',
  remove: (name: string) => `Delete ${name}`,
  reallyRemove: 'Delete for good?',
} as const;

/** The way to the page of studies. */
export const study = {
  link: 'Study: these settings over several seeds',
  says: 'Which differences hold with other seeds? The paper’s table with intervals, and a verdict on each finding; one is recorded.',
  name: 'From the lab',
} as const;

/** The comparison drawn. */
export const drawings = {
  intervals: 'Draw the values with their intervals',
  curves: 'Draw the curves of the runs over each other',
  reading: 'Reading the runs…',
  loss: 'Loss, nats',
  help: 'Colours are methods, dashes are runs. Evaluations while training are of a subset of the images.',
  column: (side: string, metric: string, scaled: boolean, unit: string) =>
    `${side} ${metric}${scaled ? ' at T*' : ''}, ${unit}`,
} as const;
