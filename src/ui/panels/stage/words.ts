/** The pane and its tabs. */
export const stage = {
  label: 'The race',
  tabs: { plane: 'Trade-off', curves: 'Curves' },
} as const;

/** Before the first race. */
export const welcome = {
  title: 'How right is it, and how sure?',
  measured: 'measured in your browser, just now',
  says: (set: string) =>
    `On “${set}”, drawings in a style that it may not know (OOD), this model is on average`,
  openLast: 'Open the last run',
  wordsHelp: 'What do the words mean?',
  sure: 'sure of its answer',
  right: 'of its answers are right',
  explain:
    'A calibrated model is right as often as it says: of the answers it gives with 70 % confidence, 70 % are right. Fine-tuning makes a model right more often. Does it also make it too sure of itself: on new images like those it trained on (ID), and on the same things drawn in other styles (OOD)?',
  race: (count: string) => `the same ${count} images, in the same order`,
  start: 'Start the race',
} as const;

/** While model and images come. */
export const loading = {
  failed: 'The lab could not get ready',
  retry: 'Try again',
  starting: 'Starting the engine',
  fetching: 'Downloading model and images',
  once: 'Downloaded once, then kept in this browser. Nothing trains until you start it.',
  kept: 'already in this browser',
  of: 'of',
} as const;

/** The plane of accuracy or calibration, ID against OOD. */
export const plane = {
  lines: (line: string, mark: string) => `lines: subset, n ${line} · marks: final, n ${mark}`,
  accuracy: 'Accuracy',
  ece: 'Calibration error',
  idAcc: 'ID accuracy, %',
  oodAcc: 'OOD accuracy, %',
  idEce: 'ID ECE, %',
  oodEce: 'OOD ECE, %',
  better: 'better',
  notFromZero: 'axes not from 0',
  xNotFromZero: 'x not from 0',
  yNotFromZero: 'y not from 0',
  equal: 'OOD = ID',
  floor: (n: string) => `grey: noise floor, n ${n}`,
  methodsIn: (plane: string) => `Methods in the plane of ${plane}`,
  waiting: 'The first evaluation puts its points here.',
  noneHere: 'Nothing was evaluated up to this step.',
  id: 'ID',
  ood: 'OOD',
  meanOf: (count: number) => `mean of ${count} sets`,
  images: (n: string) => `n ${n}`,
  scaled: (temperature: string) => `at T = ${temperature}`,
  step: 'step',
  approximately: 'nearest known α; the exact one is being evaluated',
  range: (low: string, high: string) => `${low} to ${high}`,
  intervals: '95 %, bootstrap over the images',
  table: ['Method', 'Step', 'α', 'ID acc', 'OOD acc', 'ID ECE', 'OOD ECE'],
  caption: 'Trade-off of the methods shown, %',
} as const;
