import { parseArguments } from '../../cli/parseArguments.ts';
import { planRace } from '../../cli/planRace.ts';
import { UsageError } from '../../cli/usageError.ts';
import { readNumber } from '../../src/math/readNumber.ts';
import type { Rng } from '../../src/math/rng.ts';
import { LabError } from '../../src/protocol/labError.ts';
import { ConfigError } from '../../src/protocol/validateRunConfig.ts';
import { toHandInJson } from '../../src/results/classroom/handIn.ts';
import { readHandIn } from '../../src/results/classroom/readHandIn.ts';
import { readRunJson, toRunJson } from '../../src/results/exports/runJson.ts';
import { createLabStore } from '../../src/store/index.ts';
import { linkedState } from '../../src/store/link/linkedState.ts';
import { encodeState, readLink } from '../../src/store/link/urlState.ts';
import { fakeDeps } from '../gallery/fakeDeps.ts';
import { catalogue } from '../gallery/fixtures.ts';
import { classRecord, student } from './classFiles.ts';
import { honestRecord } from './honestRecord.ts';
import { mutateJson } from './mutate.ts';
import type { FuzzedParser } from './parserFuzz.ts';

const handIn = await toHandInJson({ student: student(7), record: classRecord(7) });

const pick = <T>(rng: Rng, list: readonly T[]): T => list[rng.below(list.length)]!;

/** What people, programs and attackers put into links, flags and fields. */
const pieces = [
  ...'&#%?=;,/:!|{}.-+~_ \n\0"<>0s7Tm'.split(''),
  '&amp;',
  '%00',
  '%E0%A4%A',
  '%7C',
  '__proto__',
  'constructor',
  'toString',
  'seed=7',
  'methods=ft',
  'carot.labelSmoothing=0,1',
  '1e999',
  'NaN',
  '0,0005',
  '٣',
  '\ud800',
  '\u202e',
  '--seeds',
  '--steps=3',
  '🐈',
  'x'.repeat(3000),
];

/** A text with one to four pieces put in, taken out or repeated. */
function mutateText(rng: Rng, text: string): string {
  let out = text;
  for (let i = rng.below(4); i >= 0; i--) {
    const at = rng.below(out.length + 1);
    const end = at + rng.below(12);
    const kind = rng.below(5);
    if (kind < 2) out = out.slice(0, at) + pick(rng, pieces) + out.slice(at);
    else if (kind === 2) out = out.slice(0, at) + out.slice(end);
    else if (kind === 3) out = out.slice(0, end) + out.slice(at);
    else
      out =
        rng.below(3) === 0
          ? out.slice(0, at)
          : encodeURIComponent(out.replace(/\p{Surrogate}/gu, ''));
  }
  return out;
}

/** Words as a shell hands them over. */
const words = (text: string) => text.split(' ').filter((word) => word !== '');

function readCommand(text: string): unknown {
  try {
    return planRace(parseArguments(words(text)), catalogue);
  } catch (error) {
    // The command prints these two as they are, with a line that says where the flags are told.
    if (error instanceof UsageError || error instanceof ConfigError)
      throw new LabError('usage', error.message, 'See --help.');
    throw error;
  }
}

/** Readers of what leaves the lab and comes back, each with something that it takes. */
export function shareReaders(): readonly FuzzedParser[] {
  const store = createLabStore(fakeDeps());
  store.getState().adoptCatalogue(catalogue);
  const standard = linkedState(store.getState());
  const templates = ['{}', 'a photo of a {}.'];
  const setup = { ...standard.setup, seed: 7, steps: 600, templates };
  const knobs = { ...standard.knobs, temperature: 2.5, alpha: 0.3 };
  const hash = encodeState({ ...standard, setup, knobs, brush: [0.2, 0.4] }, standard, catalogue);
  const record = honestRecord();
  const results = record.results.slice(0, 1);
  const run = toRunJson({ ...record, results });
  const text = (name: string, good: string, read: (text: string) => unknown) => ({
    name,
    mutate: (rng: Rng) => mutateText(rng, good),
    read,
  });
  const readers = [
    { name: 'a run', mutate: (rng: Rng) => mutateJson(rng, run), read: readRunJson },
    { name: 'a hand-in', mutate: (rng: Rng) => mutateJson(rng, handIn), read: readHandIn },
    text('the hash of a link', hash, (link) => readLink({ hash: link }, standard, catalogue)),
    text('the query of a link', '?seed=7&steps=600&methods=ft,carot&lr=0,0005', (search) =>
      readLink({ hash: '', search }, standard, catalogue),
    ),
    text(
      'the flags of the command',
      '--methods zs,ft --seeds 0,1 --steps 30 --batch 16',
      readCommand,
    ),
    text('a number', '1.000,5·10^-4', (typed) => readNumber(typed, { min: 0 })),
  ];
  return readers as readonly FuzzedParser[];
}
