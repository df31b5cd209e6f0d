/** Temperature. */
export const temperature = {
  label: 'Temperature',
  help: 'How sure the answers sound: the scores of all classes (logits) are divided by T before they become probabilities. No answer changes.',
  raw: 'Raw',
  rawTitle: 'T = 1: the confidences as they come',
  own: 'Each at own T*',
  ownShort: 'own T*',
  ownTitle:
    'T* makes the ID validation images likeliest (lowest NLL). It is fitted there and nowhere else, never on test or OOD images: the ECE of a set may rise, most of all within its noise.',
  unchanged: 'same accuracy ✓',
  unchangedTitle:
    'Dividing all logits by one number changes no ranking, so no answer: checked on every set shown',
  fitted: 'T*, fitted on ID validation only',
  fittedOwn: 'T* suits ID validation best as a whole; a single ECE may rise',
  surer: 'surer',
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
  help: 'WiSE-FT: α of the fine-tuned weights, 1 − α of the pretrained ones.',
  noView: 'No weight-mixing view in this race.',
  later: 'Answered when the race pauses or ends.',
  ask: 'Move it to mix the weights where the race stands.',
  near: (alpha: string) => `≈ approximately (α ${alpha})`,
  evaluating: 'evaluating…',
  exact: (n: string, time: string) => `exact, n ${n}${time && ` · ${time}`}`,
  sweep: 'Sweep α',
  sweepTitle: 'Evaluates α = 0, 0.1 … 1 for every view now',
  ticks: (done: number, total: number) => `${done} of ${total} ticks`,
} as const;

/** The bins of every diagram and ECE. */
export const bins = {
  help: 'Images are sorted by confidence into this many bins; diagrams and every ECE use them.',
  label: 'Bins',
  width: 'width',
  mass: 'mass',
  binning: 'Bins of equal',
} as const;

/** The corruption of the test images. */
export const shift = {
  label: 'Shift',
  help: 'The ID test images made worse, step by step: noise, blur and others, at five severities.',
  choose: 'Corruption of the ID test images',
  severity: 'Severity',
  none: 'No shift in this engine.',
  off: 'off',
  of: (severity: number) => `${severity}/5`,
} as const;

/** The pane. */
export const knobs = {
  title: 'Look again',
  note: 'live, nothing is retrained',
} as const;
