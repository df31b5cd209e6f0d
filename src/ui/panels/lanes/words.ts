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
  mix: 'mix',
  join: (name: string) => `${name}: join the race`,
  joinTitle: (name: string) =>
    `${name} catches up on the batches that the others have seen, then joins the race`,
  joining: (step: string, of: string) => `catching up: ${step} of ${of}`,
  joins: 'joins with the next step',
  loss: (value: string) => `loss ${value}`,
  rate: { steps: 'steps', per: '/s' },
  further: (count: number, ticked: number) =>
    `Further methods: ${count}${ticked > 0 ? `, ${ticked} ticked` : ''}`,
  about: (name: string) => `${name}: description and settings`,
} as const;

/** The settings of a race. */
export const settings = {
  title: 'Settings',
  changed: 'apply at the next start',
  shown: (seed: number, steps: string) => `The race shown: seed ${seed}, ${steps} steps.`,
  take: 'Use its settings',
  steps: 'Steps',
  batchSize: 'Batch size',
  sampling: {
    label: 'Batches',
    help: 'Distinct: at most one image per class, so that no caption counts as wrong for another image of its class.',
    options: { distinct: 'distinct classes', random: 'random' },
  },
  learningRate: 'Learning rate',
  seed: 'Seed',
  more: 'More settings',
  warmup: 'Warm-up share',
  weightDecay: 'Weight decay',
  clip: 'Gradient clip',
  translation: 'Translation, px',
  every: 'Evaluate every',
  subset: 'Subset images',
  final: 'Final images, 0 = all',
  decayVectors: 'Weight decay on biases and norms too',
  templates: 'Prompt templates, one per line',
  defaults: 'Reset all settings',
  cannotStart: 'The race cannot start yet:',
} as const;

/** What a race takes here, before it is started. */
export const cost = {
  unknown: 'How long a race takes here is known once the model has been measured.',
  takes: (steps: string, span: string) => `A race of ${steps} steps takes about ${span} here.`,
  shorter: (steps: string, span: string) => `Take ${steps} steps instead: about ${span}`,
} as const;
