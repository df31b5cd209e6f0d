/** The ladder of severities. */
export const words = {
  title: 'Shift ladder',
  strip: (shift: string) => `One image under ${shift}`,
  rung: (severity: number) => (severity === 0 ? 'As it is' : `Severity ${severity}`),
  of: (shift: string) => `${shift}, severity 0 to 5`,
  climb: 'Climb the ladder',
  climbTitle: 'Evaluates severities 1 to 5 for every method of the race, on the live subset',
  stop: 'Stop',
  progress: (done: number, total: number) => `${done} of ${total} evaluated`,
  active: 'Pause the race to climb.',
  noRace: 'After a race, or while it is paused.',
  accuracy: 'Accuracy',
  ece: 'ECE',
  severity: 'severity',
  axis: '%, severity 0 to 5',
  note: (n: string, temperature: string) =>
    `ID test images, live subset of ${n}. ${temperature} T* was fitted on clean validation images.`,
  atRaw: 'Raw.',
  atOwn: 'Each at its own T*.',
  at: (temperature: string) => `T ${temperature}.`,
  step: (step: string) => `Evaluated at step ${step}.`,
  method: 'Method',
} as const;
