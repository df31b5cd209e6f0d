/** Reliability diagrams. */
export const diagram = {
  noData: 'no data',
  ece: (percent: string) => `ECE ${percent}`,
  axis: 'confidence →',
  accuracyAxis: 'accuracy →',
  accuracyUp: 'accuracy ↑',
  howSure: 'how sure →',
  howRight: '↑ how often right',
  unresolved: 'within chance: not resolved',
  floor: (points: string) => `chance ${points}`,
  belowFloor: (points: string) => `≈ chance ${points}`,
  enlarge: (title: string) => `Enlarge: ${title}`,
  diagonal: 'confidence = accuracy',
  accuracy: 'accuracy',
  confidence: 'mean confidence',
  gap: (says: string, right: string, points: string, over: boolean) =>
    `confidence ${says}, accuracy ${right}: ${over ? 'over' : 'under'}-confident by ${points}`,
  balanced: (says: string) => `confidence ${says}, and right as often`,
  listbox: (title: string) => `Bins of ${title}`,
  bin: (range: string, correct: string, count: string, accuracy: string, confidence: string) =>
    `Confidence ${range}: ${correct}/${count} right (${accuracy}), mean confidence ${confidence}`,
} as const;

/** Reliability diagrams without bins. */
export const smooth = {
  spoken: (title: string, ece: string, n: string, places: string) =>
    `Smooth reliability curve, ${title}: smooth ECE ${ece}, ${n} images; ${places}`,
  place: (confidence: string, accuracy: string) => `where it says ${confidence}, ${accuracy} right`,
} as const;

/** Confusions and accuracies of the classes. */
export const classes = {
  cell: (label: string, predicted: string, count: string, of: string) =>
    label === predicted
      ? `${label}: right in ${count} of ${of}`
      : `${label} taken for ${predicted}: ${count} of ${of}`,
  matrix: 'All classes',
  matrixHint: 'Rows: true class. Columns: the model’s answer. Dots on the diagonal are right.',
  list: 'Show its images',
} as const;

/** A number per method with its interval. */
export const intervals = {
  row: (method: string, value: string, interval: string, paper: string | null) =>
    `${method}: ${value} (95 %: ${interval})${paper === null ? '' : `; paper ${paper}`}`,
} as const;
