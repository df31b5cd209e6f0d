/** The table of results. */
export const words = {
  label: 'This run beside the paper',
  groups: {
    accuracy: { head: 'Accuracy', help: 'Share of images whose class is named correctly' },
    ece: {
      head: 'ECE',
      help: 'Expected calibration error: the average gap between confidence and accuracy. Raw confidences; 15 bins unless set otherwise',
    },
    eceTs: {
      head: 'ECE at T*',
      help: 'After temperature scaling; T* is fitted on the ID validation set',
    },
    eceAt: {
      head: (temperature: string) => `ECE T ${temperature}`,
      help: 'Every method at the temperature of the slider; the paper’s numbers stay at T*. “Each at own T*” beside the slider brings T* back.',
    },
  },
  temperature: 'Temperature fitted on ID validation',
  atBound: 'The fit reached the end of its range: no finite T is best',
  waiting: 'waiting for the engine',
  notRun: 'not run',
  details: 'Intervals, noise floors and every set',
  atFloor: (floor: string, bound: string) =>
    `This may be chance alone: perfectly calibrated models show ${floor} on average (noise floor), and 95 % of them up to ${bound}`,
  evaluate: 'Final evaluation',
  evaluateTitle: 'Evaluate every method of this race on all test images',
  evaluating: 'Evaluating…',
  whose:
    'In italics: the CaRot paper, with another model and other data (CLIP ViT-B/16 on ImageNet).',
  paperOnly: 'paper',
  legend:
    'OOD: mean over the sets; a set offers only the classes that it has images of. ~ may be chance alone.',
  every: 'Every set, %, with 95 % intervals',
  columns: { set: 'Set', n: 'n', floor: 'Floor', gap: 'Gap' },
  gapHelp: 'Mean confidence minus accuracy: + is over-confident, − is under-confident',
} as const;
