import { carot, flyp, ft, zs } from '../../../lessons/methodIds.ts';
import type { Beat } from './beat.ts';

/** Answers of every question, from too little to too much. */
export const answers = ['too low', 'just right', 'too high'] as const;

/**
 * The talk. A title asks or says what is to be seen, never what a race may contradict; what the paper
 * found stands in the notes, which the presenter alone sees. Adding a beat is one entry here.
 */
export const beats: readonly Beat[] = [
  {
    title: 'A small CLIP meets drawings in styles it was not made for',
    pane: 'accuracy',
    pair: [zs],
    notes: [
      'Of the answers that a calibrated model gives with 80 % confidence, 80 % are right.',
      'In the diagram the tick is how often it was right, the bar from there how far its confidence lies off. On the dashed line it is calibrated.',
      'ID: the style that it will be trained on. OOD: the same things, drawn otherwise.',
    ],
  },
  {
    title: 'Now we fine-tune it. How sure will it be on the other styles?',
    question: 'After fine-tuning, its confidence on the other styles will be',
    pane: 'curves',
    pair: [zs, ft],
    notes: [
      'Ask for hands first: P, type the counts, Enter. Then Space.',
      'All methods train on the same images in the same order.',
      'While it runs: the curve is the calibration error (ECE) on the other styles; lower is better.',
    ],
  },
  {
    title: 'Right more often, or only more sure?',
    pane: 'ece',
    pair: [zs, ft],
    notes: [
      'Marks above the dashed line: right more often than it says. Below: less often.',
      'The paper, CLIP ViT-B/16 on ImageNet: FT raises ID accuracy from 68 to 82 %, and OOD ECE from 8 to 22 %.',
      'Where our race differs, say so: another model, other data, fewer steps.',
    ],
  },
  {
    title: 'FLYP trains the way CLIP was pretrained. Is it better calibrated?',
    question: 'FLYP’s confidence on the other styles will be',
    pane: 'ece',
    pair: [ft, flyp],
    notes: [
      'FLYP pulls images to their captions, instead of training a new last layer.',
      'The paper: ID ECE 6 %, OOD ECE still 18 %. Calibrated inside does not mean calibrated outside.',
      'In this lab’s default race FLYP is the most over-confident of all; say what the screen says.',
    ],
  },
  {
    title: 'CaRot learns from a slow copy of itself. Does that help?',
    question: 'CaRot’s confidence on the other styles will be',
    pane: 'accuracy',
    pair: [flyp, carot],
    notes: [
      'A moving average of the model is the teacher; a constraint keeps what the model sees in different directions.',
      'The paper: best ID accuracy, OOD ECE 11 % without a temperature. Zero-shot is still lower in OOD ECE.',
      'Best trade-off, not best everywhere: look for the column that it does not win.',
    ],
  },
  {
    title: 'One number, T, softens every answer. What is left?',
    pane: 'ece',
    pair: [ft, carot],
    scaled: true,
    notes: [
      'T is fitted on ID validation images. It changes no answer, only how sure it sounds.',
      'What T mends was a scale. What stays OOD is what no single number can mend.',
      'The paper after T: FT 16 %, FLYP 12 %, CaRot 10 % OOD ECE.',
    ],
  },
];

/** The screen. */
export const demo = {
  title: 'Demo',
  beat: (at: number, of: number) => `${at}/${of}`,
  live: (backend: string) => `LIVE · ${backend}`,
  recorded: (date: string, seed: number) => `RECORDED ${date}, seed ${seed}`,
  measured: 'Before any training',
  evaluating: 'Evaluating',
  paused: 'Paused',
  finished: 'Finished',
  step: (done: string, of: string) => `step ${done} of ${of}`,
  left: (time: string) => `${time} left`,
  panes: { accuracy: 'Accuracy', ece: 'Calibration error', curves: 'OOD ECE over steps, percent' },
  reliability: (set: string, bins: string, at: string) => `OOD ${set} · ${bins}${at}`,
  ownT: ' · own T',
  ece: (value: string) => `ECE ${value}`,
  n: (range: string, n: string) => `${range} n ${n}`,
  axisX: 'confidence',
  axisY: 'accuracy',
  later: 'comes with the race',
  read: [
    'Thick mark: how often it is right.',
    'On the dashed line: as often as it says.',
    'Below the line: less often than it says.',
  ],
  nothing: 'The numbers come with the race: Space starts it, R plays a recorded one.',
  room: 'The room said',
  count: (count: number, answer: string) => `${count} ${answer}`,
} as const;

/** What stands in the way, and what will be done. */
export const trouble = {
  lost: 'The engine is gone.',
  silent: 'The engine does not answer.',
  late: 'The race takes longer than expected.',
  switching: (time: string) => `The recording takes over in ${time}. L: stay here.`,
  noRecording: 'There is no recording to show: what was measured stays on the screen.',
  mending: 'The engine is being replaced; the race goes on from where it was.',
} as const;

/** Keys, and the same as buttons. */
export const keyNames = {
  run: 'run',
  next: 'next',
  back: 'back',
  predict: 'predict',
  swap: 'swap',
  recorded: 'recorded',
  blank: 'blank',
  notes: 'notes',
  lab: 'lab',
} as const;

/** Counting hands. */
export const predict = {
  title: 'Who says…',
  help: 'How many hands went up for each? Esc changes nothing.',
  done: 'Show',
  none: (beats: string) => `Nothing is asked here; the room is asked at ${beats}.`,
} as const;

/** The window of the presenter. */
export const notes = {
  title: 'Notes',
  next: (title: string) => `Next: ${title}`,
  last: 'This is the last beat.',
  check: 'Check everything on the big screen, then → to begin.',
  blocked:
    'The browser did not open the window of notes. Allow pop-ups for this page, then press N again.',
  clock: (minutes: string) => `${minutes} since the first beat`,
  keys: 'The keys work in this window, too.',
} as const;

/** The check before the talk. */
export const preflight = {
  title: 'Before you begin',
  ok: 'ready',
  not: 'look',
  engine: 'Engine',
  onGpu: (adapter: string) => `WebGPU: ${adapter}`,
  onWasm: (adapter: string) => `WASM, ${adapter}: slower than a graphics card, just as exact`,
  starting: 'starting…',
  warm: 'Warm',
  isWarm: 'Kernels are compiled, the pretrained model has been measured.',
  notWarm: 'Measuring the pretrained model…',
  offline: 'Offline',
  isOffline: 'Page, model and images are kept: the talk needs no network.',
  notOffline:
    'Not kept by this browser yet. Reload the page once; by plain http nothing can be kept.',
  awake: 'Screen',
  isAwake: 'Kept awake while the demo is open.',
  notAwake: 'This browser does not keep the screen awake: switch the screen saver off yourself.',
  rehearsal: 'Rehearsal',
  rehearsed: (time: string) => `The race took ${time} here.`,
  tooLong: (time: string) =>
    `The race took ${time} here: too long for a talk. Fewer steps, or R for the recording.`,
  notRehearsed: (time: string) =>
    `Not yet. Press Space once before the talk: the race is then timed${time && `, about ${time}`}.`,
  wouldBeLong: (time: string) =>
    `A race takes about ${time} here: too long for a talk. R plays the recorded one, at once.`,
  recording: 'Recording',
  hasRecording: (name: string) => `${name}. It takes over if the race does not come.`,
  shipped: 'One came with the page. It takes over if the race does not come.',
  noRecording:
    'None yet: the rehearsal is kept, and is it. R looks for one that came with the page.',
  race: 'Race',
  begin: 'Begin',
} as const;
