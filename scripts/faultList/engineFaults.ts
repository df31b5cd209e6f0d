import type { Fault } from './fault.ts';

const recovery = 'e2e/recovery.test.ts';
const inStore = 'unit/store/recovery.test.ts';
const died = 'a race under which the worker dies, or hangs, goes on in a new one';
const gpuCrash = 'long/gpuCrash.test.ts';
const goesOn = 'goes on by itself when the engine is lost, on the same backend';

/** Faults of the graphics device and of the worker. */
export const engineFaults: readonly Fault[] = [
  {
    when: 'The graphics device is lost, or a command is refused by it',
    does: 'No number after it is shown. A new worker takes the race up from its last checkpoint, at most 10 s or 20 steps old, and says why.',
    proofs: [
      [
        gpuCrash,
        'a race under which the graphics process crashes goes on by itself and ends bit for bit the same',
      ],
      [inStore, goesOn],
      [
        'unit/engine/driveRace.test.ts',
        'an error that a lost device caused is not taken for the end of the race',
      ],
    ],
  },
  {
    when: 'It is lost again and again',
    does: 'After three times in ten minutes it stays stopped, with a button that restarts the engine; the page then asks before it goes on.',
    proofs: [
      [gpuCrash, 'eight crashes and kills at any moment of a race change no number of it'],
      [inStore, goesOn],
    ],
  },
  {
    when: 'The browser gives no graphics any more, as after two crashes within two minutes',
    does: 'The page says that the race is saved, and at which step; it goes on with WASM, or with WebGPU once there is some. Results can be downloaded meanwhile.',
    proofs: [
      [
        gpuCrash,
        'after a second and a third crash the race is saved, the page says what can be done, and it is done',
      ],
      [
        inStore,
        'is said to be coming back while the new engine starts, and to be saved if none does',
      ],
    ],
  },
  {
    when: 'After a loss only another backend can be had',
    does: 'The page says so and asks: its numbers would go on very slightly differently.',
    proofs: [[inStore, 'is asked about where the new engine runs on something else']],
  },
  {
    when: 'The worker dies of an error',
    does: 'As with a lost device.',
    proofs: [[recovery, died]],
  },
  {
    when: 'The worker hangs',
    does: 'After 10 s a card offers to wait or to restart from the checkpoint.',
    proofs: [
      [recovery, died],
      ['unit/client/pulse.test.ts', 'ten seconds without a word are silence, and a word ends it'],
    ],
  },
  {
    when: 'The engine is lost before the first checkpoint',
    does: 'The race ends where it is, with the reason; what was evaluated is kept.',
    proofs: [[inStore, 'without a checkpoint ends where it is, and why is said']],
  },
];
