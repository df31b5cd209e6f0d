/** What a first visit shows. */
export const words = {
  label: 'What fine-tuning does',
  before: 'Before',
  after: 'After',
  untouched: 'Before any fine-tuning, this model is',
  trained: (steps: string, method: string) => `After ${steps} steps of ${method}, this model is`,
  sure: 'sure of its answers.',
  right: 'of them are right.',
  on: (set: string, count: string) =>
    `On “${set}”: the same things in a style it was not tuned on (OOD). Here are 12 of ${count}.`,
  notYet: (method: string) => `${method} was not measured at this step.`,
  toLatest: 'Show its newest numbers',
  faces: (method: string) => `What ${method} answers to twelve of them`,
  isRight: 'right',
  isWrong: 'wrong',
  answered: (name: string, percent: string, label: string) =>
    `“${name}”, ${percent} sure; it is “${label}”`,
  noAnswer: (label: string) => `“${label}”`,
  methods: 'Compare',
  methodsHelp: (sets: number, least: string, most: string) =>
    `ECE: how far confidence is from accuracy, the mean of ${sets} styles (n ${least === most ? most : `${least} to ${most}`}).`,
  oodEce: 'OOD ECE',
  oodEceTitle:
    'Expected calibration error, out of distribution: on styles that it was not tuned on',
  diagrams: 'Is it right as often as it says?',
  of: (set: string) => `on “${set}”`,
  diagramsHelp: 'Thick mark: how often right. Dashed line: how sure. Solid between: too sure.',
  curve: 'How it came about',
  facts: 'From before to after',
  short: { id: 'ID', ood: 'OOD' },
  id: 'On images like those it was tuned on (in distribution)',
  ood: 'On the same things in other styles (out of distribution)',
  accuracy: 'right',
  confidence: 'sure',
  recorded: 'Recorded: a race of your own takes its place.',
  here: (percent: string, n: string) =>
    `Measured here: ${percent} right before tuning (ID, n ${n}).`,
  waiting: 'The first numbers come in a moment.',
} as const;
