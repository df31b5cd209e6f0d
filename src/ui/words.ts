/** A part of the page whose file did not arrive. */
export const missingPart = {
  says: 'This part of the page could not be loaded: the connection broke, or the lab was updated while the page was open. The rest still works. Try again, or reload the page to get the new version.',
  again: 'Try again',
  reload: 'Reload the page',
} as const;

/** What each key does. */
export const keys = {
  play: 'Start, pause, resume',
  step: 'One step, then pause',
  reset: 'Reset, same seed',
  resetNew: 'Reset, new seed',
  back: 'One evaluation back',
  forward: 'One evaluation forward',
  latest: 'Back to the latest evaluation',
  temperature: 'Temperature',
  alpha: 'Mix α',
  bins: 'Bins',
  corruption: 'Corruption',
  wrongOnly: 'Images: wrong only',
  stage: 'Trade-off or curves',
  share: 'Share and export',
  demo: 'Demo for a projector',
  lanes: 'Tick or untick a method',
  lessons: 'Lessons, open or closed; from the page, back to the step',
} as const;

/** Nothing was copied. */
export const noClipboard = {
  message: 'The browser did not let the page copy.',
  hint: 'Copy the link from the address bar; results can be downloaded as CSV or JSON.',
} as const;

/** A place in the race. */
export const atStep = (step: string) => `step ${step}`;

/** A pane that failed. */
export const failedPane = {
  says: (name: string) => `${name} could not be drawn`,
  rest: 'The rest of the lab still works.',
  again: 'Draw again',
} as const;

/** A chart that cannot become a picture. */
export const noPicture = {
  canvas: {
    message: 'The chart could not be saved as PNG: this browser offers no canvas to draw on.',
    hint: 'Save it as SVG instead.',
  },
  size: {
    message: 'The chart could not be saved as PNG: it is too large for this browser.',
    hint: 'Make the window smaller, or save it as SVG instead.',
  },
} as const;

/** The page as a whole. */
export const page = {
  name: 'CaRot Lab',
  cannotStart: (reason: string) =>
    `The lab could not start: this browser lacks something it needs (${reason}). Try a current Chrome, Edge, Firefox or Safari.`,
} as const;

/** The panes. */
export const paneNames = {
  bar: 'The bar',
  messages: 'Messages',
  methods: 'Methods',
  race: 'The race',
  diagrams: 'The diagrams',
  knobs: 'The knobs',
  details: 'The details',
  lesson: 'The lesson',
  clock: 'The clock',
  classroom: 'The class',
  demo: 'The demo',
} as const;
