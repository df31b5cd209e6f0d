/** What the lab tells by itself. */
export const words = {
  engine: 'The engine stopped.',
  retry: 'Try again',
  recorded: 'The recorded race did not come.',
  partOfRecorded: 'Not all of the recorded race came.',
  endedAt: (method: string) => `The race ended early: ${method} could not go on.`,
  ended: 'The race ended early.',
  reset: 'Clear and reset',
  refused: 'That did not work.',
  note: 'Please note.',
  dismiss: 'Dismiss',
  notes: 'Good to know:',
  ready: 'Model and images are ready.',
  training: (steps: string) => `Training, ${steps} steps.`,
  evaluating: 'Evaluating.',
  paused: 'Paused.',
  over: (phase: string) => `The race is over: ${phase}.`,
} as const;

/** A race that was cut off. */
export const recovery = {
  unfinished: (step: string, steps: string) =>
    `Your last race stopped at step ${step} of ${steps}. Go on with it?`,
  otherBackend: (then: string, now: string) =>
    `It ran on ${then}; on ${now} its numbers will differ very slightly.`,
  mending: 'A new one is being started, and the race goes on from its last checkpoint.',
  saved: (step: string, steps: string) =>
    `The race is saved at step ${step} of ${steps}. Browsers give graphics back two minutes after a crash: try again then, or go on with WASM.`,
  goOnWith: (backend: string) => `Go on with ${backend}`,
  goOn: 'Go on',
  letGo: 'Leave it',
  resumed: (step: string) => `The race went on from step ${step}; nothing before it is lost.`,
  silent: 'The engine has not answered for 10 seconds. It may just be busy.',
  wait: 'Wait',
  restart: (step: string | null) =>
    step === null ? 'Restart the engine' : `Restart from step ${step}`,
  noCheckpoint: 'If this page closes now, what it shows is lost:',
  downloadWeights: 'Download the weights',
  reset: 'The race was cleared from the page. It is kept under Runs.',
  undo: 'Undo',
} as const;
