/** The page of studies. */
export const words = {
  title: 'Study',
  about:
    'One race says what happened once. A study runs it again with other seeds, and says which differences hold: the paper’s table with intervals, and a verdict on each of its findings.',
  back: 'Back to the lab',
  recorded: 'RECORDED',
  recordedBy: (day: string, browser: string) =>
    `On ${day} in ${browser}; what you run here stands beside it.`,
  what: (data: string, model: string, steps: string, backend: string, span: string) =>
    `${data}, ${model}, ${steps} steps; ${backend}, ${span} of work.`,
  part: (done: number, all: number) => `${done} of ${all} races are done.`,
  ofFile: (name: string) => `From the file “${name}”.`,
  show: 'Show',
  sources: { own: 'Yours', recorded: 'Recorded', file: 'File' },
  waiting: 'Fetching the recorded study…',
  none: 'Nothing to show yet: run the study below, or open the file of one.',
  openFile: 'Open a study or design…',
  at: 'Where the grid is',
} as const;

/** The table. */
export const table = {
  title: 'The paper’s table',
  seeds: (seeds: string, count: number) =>
    count > 1
      ? `Seeds ${seeds}: mean ± half of the 95 % interval over seeds (Student’s t), in percent. Beneath, the paper’s.`
      : `Seed ${seeds} alone, in percent: no interval over seeds. Beneath, the paper’s.`,
  images: (id: string, ood: string) => `${id} ID images, ${ood} OOD images.`,
  differences: (reference: string) => `Differences to ${reference}`,
  differencesHelp:
    'Each with the wider of its two 95 % intervals, over seeds and over test images. Grey: not resolved, an interval contains 0. Differences in ECE leave out what chance adds to each, so they are not those of the table.',
  label: 'Results of the study',
  method: 'Method',
  noReference: 'Standard fine-tuning is not in this study: no differences.',
  bins: 'ECE with 15 bins of equal width; OOD is the mean over the OOD sets; T* is fitted on ID validation.',
} as const;

/** The interval plots. */
export const plots = {
  title: 'Intervals',
  help: 'Marks: mean over seeds with its 95 % interval. Upright ticks: the paper’s numbers, of another model on other data. Each axis is zoomed to its values.',
} as const;

/** The verdicts. */
export const verdicts = {
  title: 'The paper’s six findings',
  help: 'Each finding is a set of inequalities. One is decided where both of its intervals, over seeds and over test images, leave out what speaks against it. A finding is reproduced where all of them are, and opposite as soon as one is the other way round.',
  alone: 'With one seed only the images are asked, not what another seed would change.',
  alike: (points: string) => `≈ means: less than ${points} points apart, for certain.`,
  claims: 'Inequalities',
  claim: 'Claim',
  verdict: 'Verdict',
  here: 'Here',
  overSeeds: 'over seeds',
  overImages: 'over images',
  paper: 'Paper',
  exceptions: 'In the paper’s own table:',
} as const;

/** How far the orders agree. */
export const orders = {
  title: 'Same order as the paper?',
  help: (points: string) =>
    `: pairs of methods that the paper tells apart by more than ${points} point, column by column.`,
  word: 'Concordance',
  column: 'Column',
  pairs: 'Pairs',
  agree: 'Same order',
  same: 'of those, resolved',
  other: 'Resolved the other way',
} as const;

/** The figure. */
export const figure = {
  title: 'Reliability, methods × sets',
  help: 'Accuracy against confidence, all seeds in one diagram, without temperature. Beneath, the mean ECE over the seeds. Solid: over-confident; hatched: under-confident.',
  ece: (percent: string) => `ECE ${percent}`,
  name: 'reliability',
} as const;

/** Files. */
export const files = {
  title: 'Take it with you',
  report: 'Report (Markdown)',
  json: 'Study (JSON)',
  latex: 'Table (LaTeX)',
  csv: 'Table (CSV)',
  design: 'Design (JSON)',
  bibtex: 'References (BibTeX)',
  svg: 'Figure (SVG)',
  png: 'Figure (PNG)',
  images: 'Rows of images (CSV, gzip)',
  imagesHelp: 'A row per image and method, from which another program computes every number again.',
  caption: (steps: string, seeds: string) =>
    `${steps} steps, seeds ${seeds}: mean ± half of the 95 % interval over seeds.`,
  recordedCaption: 'Recorded with the lab, not on this machine.',
} as const;

/** The form. */
export const form = {
  title: 'Run a study here',
  methods: 'Methods',
  seeds: 'Seeds',
  seedsHelp:
    'Whole numbers with commas: a race each. Three is the least for an interval that says something.',
  steps: 'Steps',
  batch: 'Batch size',
  rate: 'Learning rate',
  vary: 'Vary a setting',
  varyNone: 'nothing',
  values: 'Values, with commas',
  valuesHelp: 'A race for every value, each seed.',
  name: 'Name',
  races: (count: number) => `${count} ${count === 1 ? 'race' : 'races'}`,
  cost: (span: string) => `About ${span}, at the speed of the races shown here.`,
  standard: 'Back to the defaults',
  standardName: 'Default settings',
  locked: 'The design rests while its study runs.',
} as const;

/** The races under way. */
export const queue = {
  start: 'Run',
  goOn: 'Go on',
  pause: 'Pause',
  states: { done: 'done', running: 'running', waiting: 'waiting' },
  loading: 'Loading model and images…',
  step: (method: string, step: string, steps: string) => `${method}, step ${step} of ${steps}`,
  evaluating: (method: string, set: string) => `${method}, evaluating ${set}`,
  left: (span: string) => `${span} left`,
  paused: 'Paused. A race that was cut short goes on from where it was saved.',
  done: 'All races are done.',
  failed: 'The study stopped.',
  hint: 'The page may be closed: what is done is kept, and a race goes on from its last checkpoint when you come back.',
  memory:
    'This browser keeps nothing for the page: what is done is gone when it is closed. Download the study before.',
  progress: 'Progress of the study',
} as const;
