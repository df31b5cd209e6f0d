/** The switch between light and dark. */
export const theme = {
  light: 'Switch to the light theme',
  dark: 'Switch to the dark theme',
} as const;

/** The way to the lessons. */
export const lessons = {
  name: 'Lessons',
  title: 'Lessons: predict, look, and see why (L)',
  first: 'New to this? How sure are you: two minutes',
} as const;

/** How much of the lab stands on the page. */
export const density = {
  whole: 'Whole lab',
  wholeTitle: 'All methods, sliders, images, tables and settings',
  first: 'Simple view',
  firstTitle: 'One method before and after, and nothing else',
} as const;

/** A race that came with the page. */
export const recorded = {
  tag: 'RECORDED',
  title: (day: string) => `Recorded on ${day}, not made in this browser. Open for details.`,
} as const;

/** What the lab runs on. */
export const backend = {
  none: 'No engine',
  starting: 'Starting…',
  runsOn: 'Runs on',
  adapter: 'Adapter',
  features: 'Features',
  threads: 'Threads',
  tile: 'Matrix tile',
  software: 'This adapter is software, not a graphics card: correct, but slow.',
  use: 'Use',
  best: 'Best available',
  names: { webgpu: 'WebGPU', wasm: 'WASM', cpu: 'CPU' },
  restarts:
    'Changing this restarts the engine. With the same seed, each backend gives a slightly different curve.',
  endsRace:
    'Changing this restarts the engine and ends this race. With the same seed, each backend gives a slightly different curve.',
} as const;

/** The buttons of a race. */
export const controls = {
  label: 'Race',
  start: 'Start race',
  restart: 'Restart with changes',
  again: 'Race again',
  pause: 'Pause',
  resume: 'Resume',
  step: 'Step',
  stepTitle: 'One step of every method, then pause ( . )',
  stepOver: 'This race is over. Reset it to step through another.',
  stop: 'Stop',
  stopTitle: 'End the race here; its weights stay, and can still be evaluated',
  reset: 'Reset',
  resetTitle: 'Back to step 0 with the same seed (R), or with a new one (Shift R)',
  seed: 'Seed',
  seedTitle: 'Draw another seed for the next race',
  startTitle: 'Fine-tune the ticked methods on the same batches (Space)',
} as const;

/** How far the race is. */
export const raceClock = {
  label: 'Progress of the race',
  steps: 'steps',
  left: 'left',
  phases: {
    running: 'Training',
    paused: 'Paused',
    evaluating: 'Evaluating',
    finished: 'Finished',
    stopped: 'Stopped',
    failed: 'Failed',
  },
  lastEvaluation: 'Final evaluation',
  waiting: {
    starting: 'Starting the engine',
    loading: 'Loading',
    ready: 'Ready when you are',
    failed: 'Not ready',
  },
} as const;
