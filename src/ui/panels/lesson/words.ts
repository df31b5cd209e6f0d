/** The rail of lessons. */
export const rail = {
  label: 'Lesson',
  title: 'Lessons',
  close: 'Close the lessons (L)',
  all: 'All lessons',
  intro:
    'You predict, look, and see what the race on this page says, beside the paper. A few minutes each.',
  minutes: (count: number) => `${count} minutes`,
  done: 'done',
  under: (at: number, of: number) => `step ${at} of ${of}`,
  notThere: (number: number) => `There is no lesson ${number}. These are there:`,
  teacher: 'Teacher’s notes, to print',
  height: { peek: 'Show more of the lesson', half: 'Whole screen', full: 'Only the title' },
  progress: (at: number, of: number) => `Step ${at} of ${of}`,
  kinds: {
    predict: 'Predict',
    run: 'Run',
    look: 'Look',
    verdict: 'Verdict',
    why: 'Why',
    widget: 'Try',
  },
  back: 'Back',
  next: 'Next',
  finish: 'Finish',
  through: 'That was it',
  nextLesson: (title: string) => `Next: ${title}`,
  again: 'Once more',
  lock: 'Lock in',
  covered: 'Covered until you have locked in what you expect',
  coveredTask: 'Covered until the task beside is done',
  locked: 'Locked in. It will be compared with the run.',
  doIt: 'Do it for me',
  showMe: 'Show me where',
  todo: 'To do',
  didIt: 'Done',
  isDone: (title: string) => `${title}: done.`,
} as const;

/** The race that a lesson needs. */
export const race = {
  needs: (methods: string) => `This needs a race of ${methods}.`,
  lacks: (methods: string) => `The race on the page lacks ${methods}.`,
  keeps: 'The one on the page is kept under Runs.',
  fixed: 'The link of your class fixes the methods, and not all that this needs are among them.',
  start: (methods: string) => `Race ${methods}`,
  open: (name: string) => `Open “${name}”`,
  recorded: 'Show the recorded race',
  noRecorded: 'There is no recorded race of these pictures and this model.',
  loading: 'The lab is getting ready…',
  running: (step: string, steps: string) => `Racing: step ${step} of ${steps}.`,
  wait: 'You can look around meanwhile, or stop it early.',
  partial: (methods: string) => `The race ended before its final evaluation of ${methods}.`,
  evaluate: 'Evaluate now',
  ready: 'A finished race with these methods is on the page.',
  readyRecorded: 'The recorded race is on the page. What you see of it is tagged RECORDED.',
} as const;

/** What the run says to the paper's claims. */
export const verdict = {
  kinds: {
    reproduced: '✔ as in the paper',
    opposite: '✖ opposite',
    unresolved: '≈ not resolved',
    waiting: '… measuring',
    untestable: '– cannot be tested here',
  },
  pair: (from: string, to: string) => `${from} → ${to}`,
  scaling: (name: string) => `${name}: raw → own T*`,
  head: ['in %', 'paper'],
  here: 'here',
  recorded: 'RECORDED',
  difference: (points: string, interval: string) => `${points} ${interval}`,
  tally: (reproduced: number, of: number) => `${reproduced} of ${of} as in the paper`,
  opposites: (count: number) => `${count} the other way`,
  unresolved: (count: number) => `${count} not resolved`,
  said: 'You said',
  quoted: (text: string) => `“${text}.”`,
  right: 'That is what this run shows.',
  wrong: 'This run shows',
  open: 'This run does not tell.',
  contradicts: 'This run says otherwise than the paper. Why that can be:',
  notResolved:
    'Not resolved: on so many pictures, chance alone could have made it. More pictures or further seeds can tell.',
  seed: 'Race another seed',
  withoutChance: 'without what chance adds',
  note: 'Paper: CLIP ViT-B/16 on ImageNet. Here: differences on the same test pictures, 95 % interval. Few pictures raise an ECE by chance alone, which is taken out of its differences: they need not be those of the numbers above. One seed: another may differ.',
} as const;

/** A formula with its numbers. */
export const formula = {
  label: 'Formula',
  none: 'no number in this run',
  method: 'Numbers of',
  notYet: 'The numbers come with the first evaluation.',
  close: 'Close',
} as const;

/** Twenty answers. */
export const guesses = {
  waiting: 'The pictures come once the lab has measured the model, a moment after it has loaded.',
  which: 'What is it, and how sure are you?',
  count: (at: number, of: number) => `Picture ${at} of ${of}`,
  levels: ['certain', 'quite sure', 'rather', 'coin toss'],
  says: (name: string, percent: string) => `${name}, ${percent}`,
  right: (name: string) => `✓ The last was: ${name}`,
  wrong: (name: string) => `✗ The last was: ${name}`,
  you: 'you',
  model: 'model',
  share: (right: number, of: number) => `${right}/${of}`,
  total: (right: number, of: number, sure: string, accuracy: string) =>
    `You were right ${right} times out of ${of}: ${accuracy}. On average you said ${sure}.`,
  over: (points: string) => `So you were surer than right, by ${points} points.`,
  under: (points: string) => `So you were less sure than right, by ${points} points.`,
  range: (low: string, high: string) =>
    `Twenty answers tell little: with other pictures it could as well have been ${low} to ${high} right.`,
  ofModel: (sure: string, accuracy: string) =>
    `The model, between the same two things: ${sure} sure, ${accuracy} right.`,
  more: 'Twenty others',
  axis: 'how sure',
  rows: 'how often right',
  diagram: (dots: string) => `Your reliability diagram. ${dots}`,
  dot: (sure: string, right: number, of: number) => `At ${sure}: ${right} of ${of} right.`,
} as const;

/** The sandbox at the end. */
export const challenge = {
  kinds: {
    won: '✔ beats CaRot',
    close: '≈ lower, but it may be chance',
    costly: '✖ costs too much ID accuracy',
    higher: '✖ not lower',
    waiting: '… measuring',
  },
  scaled: (name: string) => `${name} at T*`,
  won: (name: string) => `${name} beats CaRot in this race.`,
  notYet: 'Nothing in this race beats CaRot yet. Change something at the left, and race again.',
  unfair:
    'CaRot does not have the lab’s own settings in this race, so it does not count. Set them back (the dots beside its fields) and race again.',
  against: (ece: string) => `Against CaRot, OOD ECE ${ece} %`,
  head: ['', 'OOD ECE, %', 'ID acc'],
  note: 'Raw against raw, T* against T*. Differences in points on the same pictures, 95 % interval, without what chance adds to an ECE. One seed: race a winner again with another before you believe it.',
  copy: 'Copy my result',
  result: (of: {
    name: string;
    kind: string;
    ece: string;
    carot: string;
    difference: string;
    accuracy: string;
    settings: string;
  }) =>
    `CaRot Lab challenge: ${of.name}: ${of.kind}. OOD ECE ${of.ece} % against ${of.carot} % (difference ${of.difference} points, 95 %); ID accuracy ${of.accuracy} points. ${of.settings}.`,
} as const;
