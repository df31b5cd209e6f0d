/**
 * Makes docs/faults.md, "What happens when": every fault that the lab is prepared for, what it does,
 * and the test that brings the fault about.
 *
 *   npx tsx scripts/faults.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from './projectRoot.ts';

/** A test, by file under tests/ and name. */
export type Proof = readonly [file: string, name: string];

export interface Fault {
  readonly when: string;
  readonly does: string;
  /** Tests that inject it; none where `why` says what stands in the way. */
  readonly proofs: readonly Proof[];
  readonly why?: string;
}

const recovery = 'e2e/recovery.test.ts';
const inStore = 'unit/store/recovery.test.ts';
const checkpoint = 'unit/engine/checkpoint.test.ts';
const archive = 'unit/client/runArchive.test.ts';
const download = 'unit/io/fetchCached.test.ts';
const deploy = 'e2e/deploy.test.ts';
const died = 'a race under which the worker dies, or hangs, goes on in a new one';
const gpuCrash = 'long/gpuCrash.test.ts';
const killed = 'long/killed.test.ts';
const goesOn = 'goes on by itself when the engine is lost, on the same backend';

export const faults: readonly Fault[] = [
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
    proofs: [[inStore, goesOn]],
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
    when: 'The tab is hidden',
    does: 'Training goes on, the page follows every two seconds and keeps what comes.',
    proofs: [
      [
        'e2e/hidden.test.ts',
        'training goes on while the tab is hidden; the page follows every two seconds at most',
      ],
    ],
  },
  {
    when: 'A batch is too large for the device',
    does: 'Refused before anything runs, with the size.',
    proofs: [['e2e/page.test.ts', 'a batch that does not fit is refused before anything runs']],
  },
  {
    when: 'A loss is NaN, infinite or exactly 0',
    does: 'The race stops at that step and says what to change.',
    proofs: [
      [
        'unit/engine/trainer.test.ts',
        'a failing run says so once, with its step, and the next run works',
      ],
    ],
  },
  {
    when: 'No WebGPU, or neither WebGPU nor WASM',
    does: 'WASM, with the reason; without both, words on the page.',
    proofs: [['e2e/page.test.ts', 'a browser without WebGPU and WASM is told so, not left blank']],
  },
  {
    when: 'The page comes by plain http',
    does: 'It trains on one thread of WASM and says what https would add.',
    proofs: [
      [
        'e2e/plainHttp.test.ts',
        'a page by plain http trains on one thread, says what https would add, and copies',
      ],
    ],
  },
  {
    when: 'A new version is deployed under an open page',
    does: 'The page goes on with its own files, or says that parts are gone; a race goes on.',
    proofs: [
      [deploy, 'a page keeps its own files while it is open'],
      [deploy, 'without kept files, parts that are gone say so; the bar and the race go on'],
    ],
  },
  {
    when: 'A script is sent as text, or a web page in its place',
    does: 'Words on the page within 10 s.',
    proofs: [
      [deploy, 'a page whose script is text says so, instead of starting for ever'],
      [deploy, 'a web page in place of a worker script ends in words and a way out'],
    ],
  },
  {
    when: 'A download breaks, stalls, is cut, changes under way, or is a login page',
    does: 'It goes on where it broke, or says what it got instead; every file is checked by SHA-256.',
    proofs: [
      [download, 'that breaks is resumed where it broke'],
      [download, 'that stalls is resumed'],
      [download, 'of a server that mixes two versions is found out by the digest'],
      [download, 'at once on a web page of the right length'],
    ],
  },
  {
    when: 'No network after the first visit',
    does: 'The lab opens and trains.',
    proofs: [['e2e/page.test.ts', 'opens again without a network, model and data included']],
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
    when: 'A graphics driver resets itself, a laptop sleeps, a phone runs hot',
    does: 'As with a lost device.',
    proofs: [],
    why: 'Needs the hardware.',
  },
];

const proofText = ({ proofs, why }: Fault) =>
  [
    ...proofs.map(([file, name]) => `\`tests/${file}\`: ${name}`),
    ...(why ? [`*${why}*`] : []),
  ].join('<br>');

/** The page. */
export function faultsPage(): string {
  const rows = faults.map((fault) => `| ${fault.when} | ${fault.does} | ${proofText(fault)} |`);
  return `${[
    '# What happens when',
    'Made by `scripts/faults.ts`; `tests/unit/scripts/faults.test.ts` holds the names of the tests.',
    ['| When | Then | Brought about by |', '|---|---|---|', ...rows].join('\n'),
  ].join('\n\n')}\n`;
}

export const faultsPath = join(projectRoot, 'docs/faults.md');

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(faultsPath, faultsPage());
