/** The ladder of severities. */
export const words = {
  title: 'Corruption ladder',
  strip: (corruption: string) => `One image under ${corruption}`,
  rung: (severity: number) => (severity === 0 ? 'Original' : `Severity ${severity}`),
  of: (corruption: string) => `${corruption}, severity 0 to 5`,
  climb: 'Evaluate all severities',
  climbTitle:
    'Evaluates severities 1 to 5 for every method of the race, on the subset that races look at',
  stop: 'Stop',
  progress: (done: number, total: number) => `${done} of ${total} evaluated`,
  active: 'Pause the race to evaluate them.',
  noRace: 'Possible after a race, or while it is paused.',
  accuracy: 'Accuracy',
  ece: 'ECE',
  severity: 'severity',
  axis: '%, severity 0 to 5',
  note: (n: string, temperature: string) =>
    `ID test images, subset of ${n}. ${temperature} T* was fitted on clean validation images.`,
  atRaw: 'Raw confidences.',
  atOwn: 'Each at its own T*.',
  at: (temperature: string) => `T ${temperature}.`,
  step: (step: string) => `Evaluated at step ${step}.`,
  method: 'Method',
} as const;
