/** One diagram, large. */
export const dialog = {
  close: 'Close',
  method: 'Method',
  side: 'Set',
  seeImages: (range: string) => `See the images of ${range}`,
  table: 'View as table',
  tableLabel: 'The diagram as a table',
  chart: 'View as chart',
  heads: ['Confidence', 'Images', 'Right', 'Accuracy', '95 % interval', 'Mean confidence', 'Gap'],
  facts: {
    ece: 'ECE',
    interval: '95 % interval',
    floor: 'Noise floor',
    parts: 'ECE, in parts',
    gap: 'Overall',
    temperature: 'Temperature',
    n: 'Images',
    bins: 'Bins',
  },
  parts: (over: string, under: string) =>
    `${over} from over-confident bins, ${under} from under-confident ones`,
  rawThen: (ece: string) => `raw ${ece}`,
  width: 'equal width',
  mass: 'equal mass',
  floorNote: 'the ECE that a perfectly calibrated model shows by chance on this many images',
  reading:
    'Tick: accuracy of the bin. Bar: the gap between accuracy and mean confidence, solid where over-confident, hatched where under-confident. Thin line: 95 % interval by bootstrap; none where all answers of a bin are right, or all wrong. Numbers below: right answers/images. Filled mark: accuracy of all images; open mark: their mean confidence. Grey at the left: no answer can have less confidence than this.',
  keys: 'Arrow keys move over the bins, Enter selects one, Shift with arrow keys selects more, Escape clears.',
} as const;

/** With bins, without them, or as numbers. */
export const looks = {
  label: 'View',
  bins: 'Bins',
  smooth: 'Smooth',
  smoothReading:
    'Without bins: every image counts for the curve around its confidence, weighted by a kernel as wide as the smooth ECE. Line: accuracy; shade around it: 95 % interval, point by point. Fill: the gap to the diagonal, solid where over-confident, hatched where under-confident. Below: how many images lie where.',
  smoothHeads: ['Confidence', 'Accuracy', '95 % interval', 'Gap', 'Effective images'],
  smoothEce: 'Smooth ECE',
  kernel: 'Kernel',
  kernelWidth: (points: string) => `± ${points} points of confidence`,
  binned: 'ECE with bins',
  floorNote: 'what a calibrated model would show by chance with a kernel this wide',
  computing: 'Being worked out…',
  coming: 'The answers to each image are on their way…',
  noLogits: 'Not known: the answers to each image are not here at this step.',
} as const;

/** Which images a large diagram is of. */
export const group = {
  label: 'Images',
  all: 'All of the set',
  class: 'Answered as one class',
  pair: 'Answered as a confused pair',
  pairHelp: 'A pair stands here for its errors: some of its gap is that choice.',
  sure: 'Where another method is sure',
  answered: (name: string) => `answered “${name}”`,
  answeredEither: (one: string, other: string) => `answered “${one}” or “${other}”`,
  saysOf: (method: string, range: string) => `where ${method} says ${range}`,
  sureMethod: 'The other method',
  sureRange: 'How sure it is',
  says: (range: string) => `says ${range}`,
  confused: (one: string, other: string, count: number) =>
    `${one}, ${other}${count > 0 ? ` (${count} confused)` : ''}`,
  together: 'All OOD sets together',
  togetherHelp: 'Each image counts once; the table averages the sets instead.',
  none: 'No image of this set is in the group.',
  few: 'Few images: the interval says how little this can tell.',
} as const;

/** The pane. */
export const diagrams = {
  title: 'Reliability diagrams',
  ownT: 'each at T*',
  legend: 'How to read the diagrams',
  over: 'over-',
  under: 'under-confident',
  raw: 'raw',
  brushed: (range: string) => `Confidence ${range}`,
  clear: 'Clear',
  oodSelect: 'OOD set shown in the lower row',
  setSelect: 'Set shown',
  idSet: 'ID',
  later: 'comes with the first evaluation',
} as const;

/** Methods that have no room beside the others. */
export const pages = {
  label: 'A diagram a method',
  jump: 'Show the diagrams of',
  before: (count: number) => `Back: ${count} more methods`,
  after: (count: number) => `On: ${count} more methods`,
} as const;
