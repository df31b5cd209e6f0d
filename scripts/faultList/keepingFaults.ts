import type { Fault } from './fault.ts';

const recovery = 'e2e/recovery.test.ts';
const inStore = 'unit/store/recovery.test.ts';
const checkpoint = 'unit/engine/checkpoint.test.ts';
const archive = 'unit/client/runArchive.test.ts';
const killed = 'long/killed.test.ts';

/** Faults that could lose work: of the page, of hands, of storage. */
export const keepingFaults: readonly Fault[] = [
  {
    when: 'The page is reloaded, crashes, or is closed in the middle of a race',
    does: 'The race is in the list of runs up to its last evaluation. The next visit offers to go on: with weights, moments and batches as they were, bit for bit.',
    proofs: [
      [recovery, 'a race that a reload cuts off goes on where it was; a reset can be undone'],
      [checkpoint, 'a lane that was catching up goes on catching up'],
      [inStore, 'every evaluation is in the archive before the race ends'],
    ],
  },
  {
    when: 'Reset, by mistake',
    does: 'The race is kept first; "Undo" brings it back.',
    proofs: [[inStore, 'a reset keeps the race and can be undone']],
  },
  {
    when: 'A race follows another at once',
    does: 'Both are kept.',
    proofs: [[inStore, 'of a race that another follows at once nothing is missing']],
  },
  {
    when: 'Two clicks at once, a key held down, a load during a race',
    does: 'One command at a time; the same one twice is one; a load ends the race in order.',
    proofs: [
      [inStore, 'two starts at once are one, and commands come in their order'],
      ['unit/engine/trainer.test.ts', 'a load while a race is under way ends the race in order'],
    ],
  },
  {
    when: 'Two tabs',
    does: 'Each trains its own race; neither takes up what the other still trains.',
    proofs: [[checkpoint, 'the newest that no tab runs is unfinished; older ones go']],
  },
  {
    when: 'A checkpoint is damaged, or of other data',
    does: 'It is refused, or not offered; the run stays in the list.',
    proofs: [
      [
        checkpoint,
        'a damaged one is refused, and storage that is closed leaves nothing unfinished',
      ],
      [inStore, 'of other data is not offered'],
    ],
  },
  {
    when: 'The model was deployed anew since a run was saved',
    does: 'The race is not offered, and refused by name; a kept run shows its results and says why nothing more can be evaluated.',
    proofs: [
      [inStore, 'of other files of its model is not offered, of the same it is'],
      [
        'unit/engine/otherModel.test.ts',
        'a race that was interrupted goes on from the model that it began from, and from no other',
      ],
    ],
  },
  {
    when: 'The device has no room for a lane or a kept run',
    does: 'The error is said; nothing half made stays on the device. A kept run is made when the last race is gone.',
    proofs: [
      [
        'unit/engine/nothingLeft.test.ts',
        'of a lane, its head and its teacher, and of what is mixed from it',
      ],
      ['unit/engine/nothingLeft.test.ts', 'of a race from kept weights'],
    ],
  },
  {
    when: 'Storage is full, closed, or cleared under the page',
    does: 'Said once; the race goes on, and the next save tries again.',
    proofs: [
      [archive, 'full storage is said, the run stays in memory, and saving works again later'],
      [archive, 'without indexedDB at all it lives in memory'],
      [archive, 'storage cleared under the page does not break it'],
    ],
  },
  {
    when: 'The page is closed while a race runs',
    does: 'Nothing is asked: seconds are lost. Where nothing is kept beyond the page, the browser asks first.',
    proofs: [
      [
        'unit/app/guardLeaving.test.ts',
        'a race that is kept is left without a question; one that cannot be kept is asked about',
      ],
      [
        'unit/app/guardLeaving.test.ts',
        'where nothing is kept beyond the page, or a newer lab keeps it, it asks once something is trained',
      ],
    ],
  },
  {
    when: 'Storage does not answer',
    does: 'It is given up after 10 s, in words.',
    proofs: [['unit/io/timeLimit.test.ts', 'a request that is never answered fails in time']],
  },
  {
    when: 'Parts of a kept run are damaged or missing',
    does: 'They are named; the rest opens.',
    proofs: [
      [archive, 'a changed payload is refused, the list still opens'],
      [archive, 'a missing payload is named'],
      ['unit/store/runsSlice.test.ts', 'damaged weights and logits are named, the rest opens'],
    ],
  },
  {
    when: 'A newer version of the lab has written the runs',
    does: 'This one reads and does not write.',
    proofs: [
      [archive, 'its database is read and not written'],
      [archive, 'a tab that is open when it comes lets go'],
    ],
  },
  {
    when: 'The browser or the machine loses power in the middle of a write',
    does: 'The checkpoint before stays: each replaces the last in one transaction.',
    proofs: [
      [
        killed,
        'a browser killed while it writes checkpoints leaves the last or the one before, whole, and nothing else',
      ],
      [
        killed,
        'a race under which the browser is killed is offered on the next start, and goes on',
      ],
    ],
    why: 'By killing the browser, which leaves the disk its cache; no power is cut.',
  },
  {
    when: 'A study is paused, reloaded, or loses its engine',
    does: 'What is done of it is kept race by race, and never run again; the race under way goes on from its checkpoint.',
    proofs: [
      [
        'e2e/studyPage.test.ts',
        'a study runs, pauses, goes on after a reload, and says what it found',
      ],
      [
        'unit/study/queue.test.ts',
        'a lost engine is replaced, and the race goes on from where it was saved',
      ],
      ['unit/study/queue.test.ts', 'what is done is not run again'],
      [
        'e2e/study.test.ts',
        'pauses, goes on, and another program finds the same numbers in its rows',
      ],
      ['unit/cli/studyFolder.test.ts', 'what was half written is not taken for done'],
    ],
  },
];
