import { readNumber } from '../../math/readNumber.ts';
import { settingLimits } from '../../protocol/settingLimits.ts';
import { columnName, mostColumns, readColumnName } from '../../results/tableColumns.ts';
import { brush } from './linkBrush.ts';
import { beatField, modeField } from './linkDemo.ts';
import type { LinkedState } from './linkedState.ts';
import { coded, type LinkField, numeric, within } from './linkField.ts';
import { readShortNumber, shortNumber } from './linkNumbers.ts';
import { asksNumberField, locksField } from './linkTask.ts';

type Setting = 'seed' | 'steps' | 'batchSize' | 'maxShift';
const setting = (sign: string, name: Setting, ...names: string[]) =>
  numeric(
    sign,
    [...names, name],
    settingLimits[name],
    ({ setup }) => setup[name],
    (state, value) => ({ ...state, setup: { ...state.setup, [name]: value } }),
  );

type OptimizerNumber = Exclude<keyof LinkedState['setup']['optimizer'], 'decayVectors'>;
const tuned = (sign: string, name: OptimizerNumber, ...names: string[]) =>
  numeric(
    sign,
    [...names, name],
    settingLimits[name],
    ({ setup }) => setup.optimizer[name],
    (state, value) => ({
      ...state,
      setup: { ...state.setup, optimizer: { ...state.setup.optimizer, [name]: value } },
    }),
  );

type EvaluationNumber = keyof LinkedState['setup']['evaluation'];
const evaluated = (sign: string, name: EvaluationNumber, ...names: string[]) =>
  numeric(
    sign,
    [...names, name],
    settingLimits[name],
    ({ setup }) => setup.evaluation[name],
    (state, value) => ({
      ...state,
      setup: { ...state.setup, evaluation: { ...state.setup.evaluation, [name]: value } },
    }),
  );

const takeTemperature = (value: number | 'own', state: LinkedState): LinkedState | null =>
  value === 'own' || within(value, { min: 0.05, max: 20 })
    ? { ...state, knobs: { ...state.knobs, temperature: value } }
    : null;

const temperature: LinkField = {
  sign: 'T',
  names: ['T', 'temperature'],
  write: ({ knobs }) => (knobs.temperature === 'own' ? 'o' : shortNumber(knobs.temperature)),
  read: (text, state) => takeTemperature(text === 'o' ? 'own' : readShortNumber(text), state),
  readWords: (text, state) =>
    takeTemperature(
      text.toLowerCase() === 'own' ? 'own' : (readNumber(text)?.value ?? Number.NaN),
      state,
    ),
};

const takeBins = (count: string | undefined, mass: boolean, state: LinkedState) => {
  const binCount = Number(count);
  if (!within(binCount, { min: 5, max: 20, whole: true })) return null;
  const binning = mass ? ('mass' as const) : ('width' as const);
  return { ...state, knobs: { ...state.knobs, binCount, binning } };
};

const bins: LinkField = {
  sign: 'k',
  names: ['bins'],
  write: ({ knobs }) => `${knobs.binCount}${knobs.binning === 'mass' ? 'm' : 'w'}`,
  read: (text, state) => {
    const [, digits, kind] = /^(\d{1,2})([mw])$/.exec(text) ?? [];
    return takeBins(digits, kind === 'm', state);
  },
  readWords: (text, state) => {
    const [, digits, kind] = /^(\d{1,2})[ ,-]?(m|mass|w|width)?$/i.exec(text) ?? [];
    return takeBins(digits, /^m/i.test(kind ?? ''), state);
  },
};

const takeOod = (text: string, state: LinkedState) =>
  /^[a-z0-9-]{1,40}$/.test(text) ? { ...state, knobs: { ...state.knobs, oodSplitId: text } } : null;

const oodSplit: LinkField = {
  sign: 'o',
  names: ['ood'],
  write: ({ knobs }) => knobs.oodSplitId ?? '',
  read: takeOod,
  readWords: (text, state) => takeOod(text.toLowerCase(), state),
};

const scrub: LinkField = {
  ...numeric(
    'r',
    ['step'],
    { min: 0, max: 100_000, whole: true },
    ({ scrubStep }) => scrubStep ?? Number.NaN,
    (state, scrubStep) => ({ ...state, scrubStep }),
  ),
  write: ({ scrubStep }) => (scrubStep === null ? '' : shortNumber(scrubStep)),
};

/** By name, whether or not this lab has such a metric: the table says so. */
const takeColumns = (names: readonly string[], state: LinkedState): LinkedState | null => {
  const columns = names.flatMap((name) => readColumnName(name) ?? []);
  const isWhole = columns.length === names.length && names.length <= mostColumns;
  return isWhole && new Set(names).size === names.length ? { ...state, columns } : null;
};

const tableColumns: LinkField = {
  sign: 'C',
  names: ['columns', 'metrics'],
  write: ({ columns }) => columns.map(columnName).join('_'),
  read: (text, state) => takeColumns(text.split('_'), state),
  readWords: (text, state) => takeColumns(text.toLowerCase().split(/[,_ ]+/), state),
};

const takeLesson = (text: string, state: LinkedState): LinkedState | null =>
  /^(?:\d{1,2}|list)$/.test(text)
    ? {
        ...state,
        layout: { ...state.layout, lesson: text === 'list' ? 'list' : Number(text) },
      }
    : null;

/** By number, whether or not this lab has such a lesson: the rail says so. */
const lesson: LinkField = {
  sign: 'L',
  names: ['lesson'],
  write: ({ layout }) => String(layout.lesson ?? ''),
  read: takeLesson,
  readWords: (text, state) => takeLesson(text.toLowerCase(), state),
};

/** In the order of a link. */
export const linkFields: readonly LinkField[] = [
  setting('s', 'seed'),
  setting('n', 'steps'),
  setting('b', 'batchSize', 'batch'),
  setting('x', 'maxShift', 'translation', 'shift'),
  coded(
    'S',
    ['sampling'],
    { distinct: 'd', random: 'r' },
    ({ setup }) => setup.sampling,
    (state, sampling) => ({ ...state, setup: { ...state.setup, sampling } }),
  ),
  tuned('l', 'learningRate', 'lr'),
  tuned('u', 'warmupFraction', 'warmup'),
  tuned('w', 'weightDecay', 'decay'),
  tuned('p', 'beta1'),
  tuned('q', 'beta2'),
  tuned('e', 'epsilon'),
  tuned('c', 'clipNorm', 'clip'),
  coded(
    'v',
    ['decayVectors'],
    { yes: '1', no: '0' },
    ({ setup }) => (setup.optimizer.decayVectors ? 'yes' : 'no'),
    (state, value) => ({
      ...state,
      setup: {
        ...state.setup,
        optimizer: { ...state.setup.optimizer, decayVectors: value === 'yes' },
      },
    }),
  ),
  evaluated('i', 'everySteps', 'every'),
  evaluated('j', 'liveLimit', 'subset', 'live'),
  evaluated('f', 'finalLimit', 'final'),
  temperature,
  numeric(
    'a',
    ['alpha'],
    { min: 0, max: 1 },
    ({ knobs }) => knobs.alpha,
    (state, alpha) => ({ ...state, knobs: { ...state.knobs, alpha } }),
  ),
  bins,
  oodSplit,
  scrub,
  coded(
    'g',
    ['stage'],
    { plane: 'p', curves: 'c' },
    ({ layout }) => layout.stage,
    (state, stage) => ({ ...state, layout: { ...state.layout, stage } }),
  ),
  coded(
    'h',
    ['tray'],
    { table: 't', images: 'i', classes: 'c', matrix: 'm', runs: 'r' },
    ({ layout }) => layout.tray,
    (state, tray) => ({ ...state, layout: { ...state.layout, tray } }),
  ),
  coded(
    'd',
    ['room'],
    { all: 'a', stage: 's', diagrams: 't', tray: 'r' },
    ({ layout }) => layout.room,
    (state, room) => ({ ...state, layout: { ...state.layout, room } }),
    { twins: 'diagrams' },
  ),
  coded(
    'V',
    ['view'],
    { first: 'f', whole: 'w' },
    ({ layout }) => layout.density,
    (state, density) => ({ ...state, layout: { ...state.layout, density } }),
  ),
  coded(
    'y',
    ['side'],
    { id: 'i', ood: 'o' },
    ({ side }) => side,
    (state, side) => ({ ...state, side }),
  ),
  brush,
  tableColumns,
  lesson,
  locksField,
  asksNumberField,
  modeField,
  beatField,
];
