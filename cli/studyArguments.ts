import type { SettingValue } from '../src/protocol/namedSettings.ts';
import {
  backendHelp,
  type RaceOptions,
  raceFlags,
  raceHelp,
  readOne,
  readRaceOptions,
} from './parseArguments.ts';
import { type FlagKinds, list, readFlags, setting, wholeNumber } from './readFlags.ts';
import { UsageError } from './usageError.ts';

/** What `npm run study` was asked for. */
export interface StudyOptions extends RaceOptions {
  readonly axes: readonly { readonly setting: string; readonly values: readonly SettingValue[] }[];
  readonly name: string;
  /** Folder of its files. */
  readonly out: string | null;
  /** Path of a design, in place of the flags that describe races. */
  readonly design: string | null;
  /** Whether the rows of images hold the logits too. */
  readonly logits: boolean;
  /** Races side by side; null: as many as are faster on the backend. */
  readonly jobs: number | null;
}

const flags = {
  ...raceFlags,
  vary: 'many',
  name: 'one',
  out: 'one',
  design: 'one',
  logits: 'none',
  jobs: 'one',
} as const satisfies FlagKinds;

export const studyHelp = `npm run study -- [flags]

Runs a grid of races, methods × seeds × up to two settings, in headless Chromium, and writes the
paper's table with intervals over seeds, a verdict on each of the paper's findings, and a row per image.
What is done is kept: Ctrl-C pauses, and the same command goes on.

  --vary NAME=LIST   a setting to vary and its values, as lr=2e-4,4e-4; may be given twice
  --name TEXT        what the study is called (default study)
  --out FOLDER       where it lies (default .cache/study/NAME)
  --design FILE      a design.json, in place of the flags below that describe races
  --logits           also every logit in the rows of images
  --jobs N           races side by side (default 2 on WASM with two cores or more, else 1)
${raceHelp}
${backendHelp}
  --help             print this

Exit status: 0 done, 1 a race failed, 2 a flag is wrong, 130 paused.
`;

/** "lr=2e-4,4e-4" as a setting and its values. */
function axis(text: string): StudyOptions['axes'][number] {
  const [name, values] = setting('--vary', text);
  const items = list('--vary', String(values));
  return { setting: name, values: items.map((item) => setting('--vary', `${name}=${item}`)[1]) };
}

/**
 * Reads the flags of `npm run study`, strictly.
 * @param argv without the program and the script
 * @throws UsageError for an unknown, repeated or valueless flag and for a value out of range
 */
export function studyArguments(argv: readonly string[]): StudyOptions {
  const values = readFlags(argv, flags);
  const design = readOne(values, 'design', (text) => text);
  const inDesign = [...Object.keys(raceFlags), 'vary', 'name'].filter(
    (flag) => !['backend', 'help'].includes(flag),
  );
  const both = inDesign.find((flag) => design !== null && values.has(flag as keyof typeof flags));
  if (both) throw new UsageError(`--design says what --${both} says: give one of the two.`);
  return {
    ...readRaceOptions(values),
    axes: (values.get('vary') ?? []).map(axis),
    name: readOne(values, 'name', (text) => text) ?? 'study',
    out: readOne(values, 'out', (text) => text),
    design,
    logits: values.has('logits'),
    jobs: readOne(values, 'jobs', (text) => wholeNumber('--jobs', text, 1, 8)),
  };
}
