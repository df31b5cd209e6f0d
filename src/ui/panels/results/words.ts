/** The table of results. */
export const words = {
  label: 'This run beside the paper',
  groups: {
    accuracy: { head: 'Accuracy', help: 'Share of images named rightly' },
    ece: {
      head: 'ECE',
      help: 'Expected calibration error of the raw confidences, 15 bins unless set otherwise',
    },
    eceTs: {
      head: 'ECE at T*',
      help: 'After temperature scaling; T* is fitted on ID validation',
    },
    eceAt: {
      head: (temperature: string) => `ECE T ${temperature}`,
      help: 'With the slider’s temperature for every method; the paper’s numbers stay at T*. The T slider’s “own T*” brings T* back.',
    },
  },
  temperature: 'Temperature fitted on ID validation',
  atBound: 'The fit hit the end of its range: no finite T is best',
  waiting: 'waiting for the engine',
  atStep: (step: string) => `step ${step}`,
  notRun: 'not run',
  details: 'Intervals, noise floors and every set',
  atFloor: (floor: string, bound: string) =>
    `Not told from a perfectly calibrated model: those show ${floor} on average (noise floor), and 95 % of them up to ${bound}`,
  evaluate: 'Final evaluation',
  evaluateTitle: 'Every method of this run on all test images',
  evaluating: 'Evaluating…',
  whose: 'In italics the CaRot paper: CLIP ViT-B/16 on ImageNet, other model and data.',
  paperOnly: 'paper',
  legend:
    'OOD: mean over the sets, each asked for what it shows. ~ within what calibrated models show by chance.',
  every: 'Every set, %, with 95 % intervals',
  columns: { set: 'Set', n: 'n', floor: 'Floor', gap: 'Gap' },
  gapHelp: 'Mean confidence minus accuracy: + is over-confident, − under-confident',
} as const;
