/** The table of results. */
export const words = {
  label: 'This run beside the paper',
  groups: {
    accuracy: { head: 'Accuracy', help: 'Share of images whose class is named correctly' },
    ece: {
      head: 'ECE',
      help: 'Expected calibration error: the average gap between confidence and accuracy. Raw confidences; 15 bins unless set otherwise',
    },
    eceTs:
      'ECE after temperature scaling: at each method’s T*, fitted on the ID validation set, or at the T of the slider. The paper’s numbers stay at T*.',
  },
  atOwn: (metric: string) => `${metric} at T*`,
  atSlider: (metric: string, temperature: string) => `${metric} T ${temperature}`,
  units: { fraction: 'In %.', nats: 'In nats.', score: 'A score without unit.' },
  best: {
    high: 'Higher is better.',
    low: 'Lower is better.',
    zero: 'Best near 0.',
    none: 'Neither high nor low is good in itself.',
  },
  source: (source: string) => `Source: ${source}.`,
  computing: '…',
  noLogits: 'Unknown: this run came without its logits',
  chooser: 'Columns',
  chooserHelp: 'Each in and out of distribution; the second box after temperature scaling',
  paperColumns: 'The paper’s columns',
  unknownColumns: (names: string) => `This lab has no metric for the columns ${names}.`,
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
  risen: (methods: string) =>
    `T* made an ID ECE rise: ${methods}. It is fitted to the NLL of the validation images, which it can only lower; where little is to be mended, an ECE may rise all the same.`,
  risenOf: (method: string, before: string, after: string) =>
    `${method} (validation NLL ${before} → ${after})`,
  fitted: (temperature: string, interval: string, n: string) =>
    `T* ${temperature} (95 %: ${interval}), fitted on ${n} ID validation images.`,
  every: 'Every set, %, with 95 % intervals',
  everyMetric: 'Every metric on every set',
  columns: { set: 'Set', n: 'n', floor: 'Floor', gap: 'Gap', metric: 'Metric', raw: 'T 1' },
  gapHelp: 'Mean confidence minus accuracy: + is over-confident, − is under-confident',
} as const;
