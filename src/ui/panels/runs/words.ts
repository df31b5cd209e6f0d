/** The comparison of runs. */
export const compare = {
  title: 'Comparison',
  group: 'Group runs that differ only in the seed',
  method: 'Method',
  reference: 'Ref.',
  takeAsReference: (method: string, run: string) => `Compare with ${method} of ${run}`,
  seeds: (count: number) => `${count} seeds`,
  groups: [
    { title: 'Accuracy', help: 'Share of images named rightly' },
    { title: 'ECE', help: 'Calibration error of the raw confidences' },
    { title: 'ECE at T*', help: 'After temperature scaling, T* fitted on ID validation' },
    { title: 'Gap', help: 'Mean confidence minus accuracy: positive is over-confident' },
  ],
  columns: {
    idAcc: 'Accuracy, ID',
    oodAcc: 'Accuracy, mean over the OOD sets',
    idEce: 'ECE, ID',
    oodEce: 'ECE, mean over the OOD sets',
    idEceTs: 'ECE at T*, ID',
    oodEceTs: 'ECE at T*, mean over the OOD sets',
    idGap: 'Confidence minus accuracy, ID',
    oodGap: 'Confidence minus accuracy, mean over the OOD sets',
  },
  noReference: 'No reference',
  waiting: 'comparing…',
  notResolved: 'not resolved',
  sd: 'Standard deviation over the seeds',
  unpaired: {
    'other-images': 'other images: no paired difference',
    'no-logits': 'kept without logits: no paired difference',
  },
  help: 'Percent, ± half of the 95 % interval over test images. Bold: best, and beyond chance from every other row. Tick a reference to see differences.',
  helpReference:
    'Δ: minus the reference, image by image; "not resolved" where its 95 % interval spans 0. Δ of an ECE leaves out what chance adds to it. The intervals cover the choice of images, not of the seed.',
  helpSeeds: 'Percent, mean ± standard deviation over seeds.',
} as const;

/** The kept runs. */
export const runs = {
  reading: 'Reading the kept runs…',
  empty: 'Runs are kept here as soon as a race pauses or ends.',
  memory:
    'This browser lets the page store nothing, so nothing will be kept: runs last until the page is closed.',
  readOnly:
    'The kept runs were written by a newer version of the lab. This one shows them and keeps nothing; reload the page to get the newer version.',
  where: 'Kept in this browser only.',
  persistent: 'The browser has promised not to clear it by itself.',
  notPersistent: 'The browser may clear it when space runs short: download what matters.',
  saving: 'Keeping the run…',
  use: (used: string, quota: string) => `${used} of ${quota} used.`,
  name: 'Name of the run',
  notes: 'Notes',
  notesHint: 'What was tried, what came of it',
  addNotes: 'Write notes',
  compare: (name: string) => `Compare ${name}`,
  atPreset: 'at the preset',
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
  unsaved: 'not kept beyond this page',
  partlyDamaged: 'partly damaged',
  shown: 'on the page',
  open: 'Open',
  opening: 'Opening…',
  remove: (name: string) => `Delete ${name}`,
  reallyRemove: 'Delete for good?',
} as const;
