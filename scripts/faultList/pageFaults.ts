import type { Fault } from './fault.ts';

const download = 'unit/io/fetchCached.test.ts';
const deploy = 'e2e/deploy.test.ts';

/** Faults of the surroundings: limits, files, network, hardware. */
export const pageFaults: readonly Fault[] = [
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
    does: 'Split into parts that fit, with the same numbers, and said. Refused with a size that would do where even one image at a time is too much.',
    proofs: [
      [
        'e2e/page.test.ts',
        'a batch of more images than there are is refused; one that does not fit is split',
      ],
      ['unit/engine/preflight.test.ts', 'promises no batch where none fits'],
    ],
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
    when: 'A graphics driver resets itself, a laptop sleeps, a phone runs hot',
    does: 'As with a lost device.',
    proofs: [],
    why: 'Needs the hardware.',
  },
];
