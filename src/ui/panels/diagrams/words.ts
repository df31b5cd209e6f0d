/** One diagram, large. */
export const dialog = {
  close: 'Close',
  method: 'Method',
  side: 'Set',
  seeImages: (range: string) => `See the images of ${range}`,
  table: 'View as table',
  chart: 'View as chart',
  heads: ['Confidence', 'Images', 'Right', 'Accuracy', '95 % interval', 'Mean confidence', 'Gap'],
  facts: {
    ece: 'ECE',
    interval: '95 % interval',
    floor: 'Noise floor',
    parts: 'Of the ECE',
    gap: 'On the whole',
    temperature: 'Temperature',
    n: 'Images',
    bins: 'Bins',
  },
  parts: (over: string, under: string) => `${over} over, ${under} under`,
  rawThen: (ece: string) => `raw ${ece}`,
  width: 'equal width',
  mass: 'equal mass',
  floorNote: 'what a calibrated model would show by chance at this n',
  reading:
    'Tick: accuracy. Bar: its gap to the mean confidence, solid where over-confident, hatched where under-confident. Thin line: 95 % interval by bootstrap (none where all answers of a bin are right, or all wrong). Numbers below: right/images. Full caret: accuracy, open caret: mean confidence. Grey at the left: no top answer can be less sure.',
  keys: 'Arrows move over the bins, Enter chooses one, Shift with arrows extends, Escape clears.',
} as const;

/** The pane. */
export const diagrams = {
  title: 'Reliability',
  ownT: 'each at T*',
  legend: 'How to read the diagrams',
  over: 'over',
  under: 'under-confident',
  raw: 'raw',
  brushed: (range: string) => `Confidence ${range}`,
  clear: 'Clear',
  oodSelect: 'OOD set shown in the lower row',
  later: 'with the first evaluation',
} as const;
