/** Curves over the steps of a race. */
export const words = {
  lineChart: (title: string, steps: string) => `${title}: one line per method, over ${steps} steps`,
  step: 'Step',
  empty: 'no data yet',
  notFromZero: 'axis not from 0',
  percent: '%',
  bins: (count: number) => `${count} bins`,
  loss: 'Loss',
  logitScale: 'Logit scale',
  gradNorm: 'Gradient norm',
  learningRate: 'Learning rate',
  stepMs: 'Milliseconds per step',
  values: {
    idAcc: 'ID accuracy',
    oodAcc: 'OOD accuracy',
    idEce: 'ID ECE',
    oodEce: 'OOD ECE',
  },
  groups: { overview: 'Overview', parts: 'Loss parts', internals: 'Internals' },
  groupsLabel: 'Groups of curves',
  methods: 'Methods',
} as const;
