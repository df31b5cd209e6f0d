/** The presets of a race. */
export const preset = {
  label: 'Preset',
  own: 'Own settings',
} as const;

/** The methods of the race. */
export const lanes = {
  title: 'Methods',
  note: 'same start, same batches',
  reference: 'start',
  view: 'view',
  join: (name: string) => `${name}: join the race`,
  joinTitle: (name: string) =>
    `${name} catches up on the batches that the others have seen, then joins the race`,
  joining: (step: string, of: string) => `catching up: ${step} of ${of}`,
  joins: 'comes in with the next step',
  left: 'left',
  loss: (value: string) => `loss ${value}`,
  rate: { steps: 'steps', per: '/s' },
  about: (name: string) => `${name}: about it and its settings`,
} as const;

/** The settings of a race. */
export const settings = {
  title: 'Run',
  changed: 'changes count from the next start',
  shown: (seed: number, steps: string) => `The run shown: seed ${seed}, ${steps} steps.`,
  take: 'Take its settings',
  steps: 'Steps',
  batchSize: 'Batch size',
  sampling: {
    label: 'Batches',
    help: 'Distinct: one image a class, so none is wrong for another of its class.',
    options: { distinct: 'distinct classes', random: 'random' },
  },
  learningRate: 'Learning rate',
  seed: 'Seed',
  more: 'More settings',
  warmup: 'Warm-up share',
  weightDecay: 'Weight decay',
  clip: 'Gradient clip',
  shift: 'Random shift, px',
  every: 'Evaluate every',
  live: 'Live images a set',
  final: 'Final images, 0 = all',
  decayVectors: 'Decay biases and norms too',
  templates: 'Prompt templates, one a line',
  defaults: 'All settings to their defaults',
  cannotStart: 'The race cannot start yet:',
} as const;
