/** Temperature. */
export const temperature = {
  label: 'Temperature',
  help: 'How sure the answers sound: the scores of all classes (logits) are divided by T before they become probabilities. No answer changes.',
  raw: 'Raw',
  rawTitle: 'T = 1: the confidences as they come',
  own: 'Each at own T*',
  ownShort: 'own T*',
  ownTitle:
    'T* is the temperature with the lowest loss (NLL) on the ID validation images. It is never fitted on test or OOD images: the ECE of a test set may even rise, mostly within its noise.',
  unchanged: 'same accuracy ✓',
  unchangedTitle:
    'Dividing all logits by the same number keeps their order, so no answer changes: checked on every set shown',
  fitted: 'T*, fitted on ID validation only',
  fittedOwn: 'T* fits the ID validation set best as a whole; a single ECE may rise',
  surer: 'more sure',
  lessSure: 'less sure',
  tick: (name: string, value: string) => `${name}: T* ${value}`,
  none: 'T* of each method appears here with its first evaluation.',
  effect: (temperature: number) =>
    temperature > 1
      ? 'Above 1: softer, less confident'
      : temperature < 1
        ? 'Below 1: sharper, more confident'
        : 'T = 1: the confidences as they come',
} as const;

/** The mix of weights. */
export const alpha = {
  label: 'Mix α',
  pretrained: 'pretrained',
  tuned: 'fine-tuned',
  help: 'WiSE-FT mixes weights: α of the fine-tuned ones, 1 − α of the pretrained ones.',
  noView: 'No method of this race mixes weights.',
  later: 'Answered when the race pauses or ends.',
  ask: 'Move the slider to mix the weights as they are now.',
  near: (alpha: string) => `≈ approximately (α ${alpha})`,
  evaluating: 'evaluating…',
  exact: (n: string, time: string) => `exact, n ${n}${time && ` · ${time}`}`,
  sweep: 'Sweep α',
  sweepTitle: 'Evaluates α = 0, 0.1 … 1 for every mix now',
  ticks: (done: number, total: number) => `${done} of ${total} ticks`,
  validated: 'Validated α',
  take: (view: string, alpha: string, mixes: number, n: string) =>
    `${view}: take α ${alpha}. Of ${mixes} mixes the lowest NLL within one standard error of the best accuracy, on ${n} validation images; no test image is looked at.`,
} as const;

/** The bins of every diagram and ECE. */
export const bins = {
  help: 'Images are sorted by confidence into this many bins, for the diagrams and for every ECE.',
  label: 'Bins',
  width: 'width',
  mass: 'mass',
  binning: 'Bins of equal',
} as const;

/** The corruption of the test images. */
export const corruption = {
  label: 'Corruption',
  help: 'Makes the ID test images worse, step by step: noise, blur and others, at five severities.',
  choose: 'Corruption of the ID test images',
  severity: 'Severity',
  none: 'This engine offers no corruption.',
  off: 'off',
  of: (severity: number) => `${severity}/5`,
} as const;

/** The pane. */
export const knobs = {
  title: 'Without retraining',
  note: 'changes all panes at once',
} as const;
