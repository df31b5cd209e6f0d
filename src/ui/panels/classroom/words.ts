/** The strip under the bar that a class link brings. */
export const strip = {
  title: 'Class race',
  locked: (names: string) => `Set by the link: ${names}.`,
  number: 'Your number in the class',
  numberIsSeed: 'It is the seed of your race.',
  handIn: 'Hand in…',
} as const;

/** The sheet. */
export const sheet = {
  title: 'Class',
  tabs: { link: 'Link for a class', handIn: 'Hand in', collect: 'Collect' },
  close: 'Close',
} as const;

/** Groups of controls, as people know them. */
export const lockNames = {
  data: 'Model and dataset',
  methods: 'Methods and their settings',
  settings: 'Settings of the race',
  seed: 'Seed',
  temperature: 'Temperature',
  mix: 'Mix α',
  bins: 'Bins',
  corruption: 'Corruption',
} as const;

/** Making the link. */
export const link = {
  race: 'The race',
  raceHelp:
    'As this page is set now, with the views that it shows. Change it there, then come back.',
  ofSteps: (steps: string) => `${steps} steps`,
  ownSeeds: 'seed: each student’s number',
  oneSeed: (seed: number) => `seed ${seed} for everyone`,
  theirs: 'Students’ machines may need more.',
  defaults: 'default settings',
  locks: 'Locked for students',
  locksHelp:
    'A locked control still shows its value. It keeps a class together; it is no barrier: whoever edits the address can undo it.',
  seed: 'Seed',
  asksNumber: 'Ask for the student’s number and take it as seed',
  seedHelp:
    'Each student then trains on other batches, and the class sees how much a result owes to them.',
  lesson: 'Lesson to open',
  noLesson: 'None',
  lessonList: 'The list of lessons',
  oneLesson: (number: number, title: string) => `${number} ${title}`,
  result: 'The link',
  copy: 'Copy link',
  copied: 'Link copied.',
  unlock: 'Unlock this page',
  unlocked: 'Unlocked.',
} as const;

/** Handing in. */
export const handIn = {
  name: 'Name',
  number: 'Number in the class',
  race: 'The race on this page',
  none: 'There is no race on this page yet.',
  notFinished: 'It can be handed in when it has come to its end.',
  otherSeed: (seed: number) =>
    `The race had seed ${seed}, not your number. Your teacher will see that.`,
  make: 'Make the hand-in',
  making: 'Computing intervals…',
  json: 'Download for the teacher (.json)',
  png: 'Download the card (.png)',
  downloaded: 'Downloaded.',
  help: 'Nothing is sent anywhere: give the .json file to your teacher yourself. It holds your name and number, the settings, and every result with its bins and intervals.',
  alt: 'The card: name, race, results of every method, reliability diagrams, hash',
} as const;

/** The card itself. */
export const card = {
  lab: 'CaRot Lab · result card',
  nobody: 'No name',
  steps: (done: string, of: string) => `${done} of ${of} steps done`,
  at: (date: string) => `handed in ${date}`,
  method: 'Method',
  sets: (id: string, ood: string, bins: number) =>
    `Percent [95 % interval over test images]. ID n ${id}, OOD n ${ood}; OOD values are means over the sets. ECE with ${bins} bins of equal width. TS: at T*.`,
  diagrams: (set: string) =>
    `Reliability, ${set}: accuracy over confidence; on the line is calibrated`,
  ece: (value: string) => `ECE ${value}`,
  hash: (hash: string) => `SHA-256 of the .json ${hash}`,
  honest: 'The hash finds accidents and careless edits; it cannot stop a determined forger.',
} as const;

/** Collecting. */
export const collect = {
  choose: 'Choose files…',
  drop: 'Or drop all .json files of the class anywhere on this page. They stay on this machine.',
  counted: (counted: number, of: number) => `${counted} of ${of} files count`,
  clear: 'Clear',
  csv: 'Download table (.csv)',
  notCounted: 'Not counted',
  noteSeed: 'Counted, with a remark',
  unreadable: (problem: string) => problem,
  changed: 'Changed after it was handed in: its hash does not fit what it says.',
  unfinished: (step: string, steps: string) =>
    `The race was not finished: ${step} of ${steps} steps.`,
  otherTask: (differences: string) => `Another race than the class’s: ${differences}.`,
  sameNumbers: (as: string) => `Number for number the run of ${as}.`,
  earlier: (than: string) => `Handed in again since: ${than} counts.`,
  otherSeed: (seed: number) => `The seed was ${seed}, not the student’s number.`,
  table: 'Mean over students, percent ± half of the 95 % interval',
  method: 'Method',
  temperature: 'T',
  students: 'n',
  spread: (column: string) => `${column}: every student, the mean and its interval`,
  axis: (column: string) => `${column}, percent`,
  sd: 'sd',
  far: 'Far from the rest',
  farOne: (who: string, method: string, value: string) => `${who}: ${method} ${value}`,
  farNone: 'No student’s value lies far from the others.',
  help: 'Intervals by Student’s t over students, whose races differ in the seed. All were measured on the same images: other images would move every value together, which no interval here tells. Far: modified z-score above 3.5, from five students on.',
  hash: 'Each file holds a hash of its content. A wrong one tells of an accident or a careless edit; a right one proves nothing: who knows how can compute it anew.',
  student: 'student',
  number: 'number',
  seed: 'seed',
  backend: 'backend',
  file: 'file',
  standing: 'standing',
  isCounted: 'counted',
} as const;

/** Heads of the columns. */
export const columns = {
  idAcc: 'ID acc',
  oodAcc: 'OOD acc',
  idEce: 'ID ECE',
  oodEce: 'OOD ECE',
  idEceTs: 'ID ECE TS',
  oodEceTs: 'OOD ECE TS',
} as const;
