/**
 * Every sentence and label that people read on the page, one object a region. Words that belong to a
 * method, dataset, shift or backend come from the engine and are not here.
 */
export const strings = {
  badge: {
    live: { glyph: '⚡', title: 'Acts at once; nothing is retrained' },
    restart: { glyph: '⟲', title: 'Counts from the next start' },
  },
  controls: {
    label: 'Run',
    start: 'Start race',
    restart: 'Restart with changes',
    again: 'Race again',
    pause: 'Pause',
    resume: 'Resume',
    step: 'Step',
    stepTitle: 'One step of every method, then pause ( . )',
    stop: 'Stop',
    stopTitle: 'End the race here; its weights stay for evaluation',
    reset: 'Reset',
    resetTitle: 'Back to step 0 with the same seed (R); with Shift, a new seed',
    seed: 'Seed',
    seedTitle: 'Another seed for the next race',
    startTitle: 'Fine-tune the ticked methods on the same batches (Space)',
    preset: 'Preset',
    ownSetup: 'Own settings',
  },
  lanes: {
    title: 'Methods',
    note: 'same start, same batches',
    reference: 'reference',
    view: 'view',
    join: 'Join',
    joinTitle: (name: string) =>
      `${name} catches up on the batches that the others have seen, then joins the race`,
    joining: 'catching up',
    left: 'left',
    about: (name: string) => `${name}: about it and its settings`,
  },
  keys: {
    play: 'Start, pause, resume',
    step: 'One step, then pause',
    reset: 'Reset, same seed',
    resetNew: 'Reset, new seed',
    back: 'One evaluation back',
    forward: 'One evaluation forward',
    live: 'Back to live',
    temperature: 'Temperature',
    alpha: 'Mix α',
    bins: 'Bins',
    shift: 'Shift ladder',
    wrongOnly: 'Images: wrong only',
    stage: 'Trade-off or curves',
    share: 'Share and export',
    lanes: 'Tick or untick a method',
  },
  help: {
    open: 'Keys and words (?)',
    title: 'Keys and words',
    close: 'Close',
    words: [
      { word: 'ID', meaning: 'In distribution: test images drawn like those trained on.' },
      { word: 'OOD', meaning: 'Out of distribution: the same things drawn in other styles.' },
      {
        word: 'Confidence',
        meaning:
          'The probability a model gives to its own answer; never below 1 in the number of classes.',
      },
      {
        word: 'ECE',
        meaning:
          'Expected calibration error: how far confidence and accuracy lie apart, bin by bin, weighted by how many images each bin holds. 0 is ideal.',
      },
      {
        word: 'Noise floor',
        meaning:
          'The ECE that a perfectly calibrated model would show on so few images. An ECE at the floor is not told from 0.',
      },
      {
        word: 'T, T*',
        meaning:
          'Temperature: logits are divided by it. T* is the one that fits ID validation best; test sets play no part.',
      },
      {
        word: 'α',
        meaning: 'WiSE-FT mixes weights: 0 is the pretrained model, 1 the fine-tuned one.',
      },
      {
        word: 'Signed gap',
        meaning:
          'Mean confidence minus accuracy: above 0 is over-confident, below 0 under-confident.',
      },
      {
        word: '95 % interval',
        meaning: 'By bootstrap over the test images. It says nothing of other seeds.',
      },
    ],
  },
  tray: {
    label: 'Details',
    tabs: {
      table: 'Results',
      images: 'Images',
      classes: 'Classes',
      matrix: 'Matrix',
      runs: 'Runs',
    },
  },
  stage: { label: 'The race', tabs: { plane: 'Trade-off', curves: 'Curves' } },
} as const;
