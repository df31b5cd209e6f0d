import { readShortNumber, shortNumber } from './linkNumbers.ts';
import type { LinkedState } from './urlState.ts';

/** One field of a link: a sign, what it writes of a state, and what it makes of a text. */
export interface LinkField {
  readonly sign: string;
  write(state: LinkedState): string;
  /** null: not understood. */
  read(text: string, state: LinkedState): LinkedState | null;
}

type Wanted = (value: number) => boolean;
const within =
  (min: number, max: number): Wanted =>
  (value) =>
    value >= min && value <= max;
const whole =
  (min: number, max: number): Wanted =>
  (value) =>
    Number.isInteger(value) && value >= min && value <= max;

function numeric(
  sign: string,
  wanted: Wanted,
  get: (state: LinkedState) => number,
  put: (state: LinkedState, value: number) => LinkedState,
): LinkField {
  return {
    sign,
    write: (state) => shortNumber(get(state)),
    read: (text, state) => {
      const value = readShortNumber(text);
      return wanted(value) ? put(state, value) : null;
    },
  };
}

const setting = (sign: string, name: 'seed' | 'steps' | 'batchSize' | 'maxShift', wanted: Wanted) =>
  numeric(
    sign,
    wanted,
    ({ setup }) => setup[name],
    (state, value) => ({ ...state, setup: { ...state.setup, [name]: value } }),
  );

type OptimizerNumber = Exclude<keyof LinkedState['setup']['optimizer'], 'decayVectors'>;
const tuned = (sign: string, name: OptimizerNumber, wanted: Wanted) =>
  numeric(
    sign,
    wanted,
    ({ setup }) => setup.optimizer[name],
    (state, value) => ({
      ...state,
      setup: { ...state.setup, optimizer: { ...state.setup.optimizer, [name]: value } },
    }),
  );

const evaluated = (sign: string, name: 'everySteps' | 'liveLimit' | 'finalLimit', wanted: Wanted) =>
  numeric(
    sign,
    wanted,
    ({ setup }) => setup.evaluation[name],
    (state, value) => ({
      ...state,
      setup: { ...state.setup, evaluation: { ...state.setup.evaluation, [name]: value } },
    }),
  );

const knob = (sign: string, name: 'alpha', wanted: Wanted) =>
  numeric(
    sign,
    wanted,
    ({ knobs }) => knobs[name],
    (state, value) => ({ ...state, knobs: { ...state.knobs, [name]: value } }),
  );

/** One of a few texts, each with a sign of its own. */
function coded<Value extends string>(
  sign: string,
  codes: Readonly<Record<Value, string>>,
  get: (state: LinkedState) => Value,
  put: (state: LinkedState, value: Value) => LinkedState,
): LinkField {
  const known = Object.entries(codes) as [Value, string][];
  return {
    sign,
    write: (state) => codes[get(state)],
    read: (text, state) => {
      const value = known.find(([, code]) => code === text)?.[0];
      return value === undefined ? null : put(state, value);
    },
  };
}

const temperature: LinkField = {
  sign: 'T',
  write: ({ knobs }) => (knobs.temperature === 'own' ? 'o' : shortNumber(knobs.temperature)),
  read: (text, state) => {
    const value = text === 'o' ? 'own' : readShortNumber(text);
    const fits = value === 'own' || within(0.05, 20)(value);
    return fits ? { ...state, knobs: { ...state.knobs, temperature: value } } : null;
  },
};

const bins: LinkField = {
  sign: 'k',
  write: ({ knobs }) => `${knobs.binCount}${knobs.binning === 'mass' ? 'm' : 'w'}`,
  read: (text, state) => {
    const [, digits, kind] = /^(\d{1,2})([mw])$/.exec(text) ?? [];
    const binCount = Number(digits);
    if (!whole(5, 20)(binCount)) return null;
    return {
      ...state,
      knobs: { ...state.knobs, binCount, binning: kind === 'm' ? 'mass' : 'width' },
    };
  },
};

const oodSplit: LinkField = {
  sign: 'o',
  write: ({ knobs }) => knobs.oodSplitId ?? '',
  read: (text, state) =>
    /^[a-z0-9-]{1,40}$/.test(text)
      ? { ...state, knobs: { ...state.knobs, oodSplitId: text } }
      : null,
};

const scrub: LinkField = {
  sign: 'r',
  write: ({ scrubStep }) => (scrubStep === null ? '' : shortNumber(scrubStep)),
  read: (text, state) => {
    const step = readShortNumber(text);
    return whole(0, 100_000)(step) ? { ...state, scrubStep: step } : null;
  },
};

/** Edges of equal bins are thirds and sevenths: six digits keep the link short, `snap` gives them back. */
const snap = (value: number, binCount: number) => {
  const edge = Math.round(value * binCount) / binCount;
  return Math.abs(edge - value) < 1e-5 ? edge : value;
};
const edgeText = (value: number) => shortNumber(Number(value.toFixed(6)));

const brush: LinkField = {
  sign: 'z',
  write: ({ brush: range }) => (range ? `${edgeText(range[0])}_${edgeText(range[1])}` : ''),
  read: (text, state) => {
    const [low, high, ...rest] = text.split('_').map(readShortNumber);
    if (low === undefined || high === undefined || rest.length > 0) return null;
    if (!(low >= 0 && low < high && high <= 1)) return null;
    const { binCount } = state.knobs;
    return { ...state, brush: [snap(low, binCount), snap(high, binCount)] };
  },
};

/** In the order of a link. */
export const linkFields: readonly LinkField[] = [
  setting('s', 'seed', whole(0, 2 ** 32 - 1)),
  setting('n', 'steps', whole(1, 100_000)),
  setting('b', 'batchSize', whole(2, 4096)),
  setting('x', 'maxShift', whole(0, 64)),
  coded(
    'S',
    { distinct: 'd', random: 'r' },
    ({ setup }) => setup.sampling,
    (state, sampling) => ({ ...state, setup: { ...state.setup, sampling } }),
  ),
  tuned('l', 'learningRate', within(0, 10)),
  tuned('u', 'warmupFraction', within(0, 1)),
  tuned('w', 'weightDecay', within(0, 10)),
  tuned('p', 'beta1', within(0, 0.999999)),
  tuned('q', 'beta2', within(0, 0.9999999)),
  tuned('e', 'epsilon', within(1e-16, 1)),
  tuned('c', 'clipNorm', within(0, 1e6)),
  coded(
    'v',
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
  evaluated('i', 'everySteps', whole(0, 100_000)),
  evaluated('j', 'liveLimit', whole(1, 1e6)),
  evaluated('f', 'finalLimit', whole(0, 1e6)),
  temperature,
  knob('a', 'alpha', within(0, 1)),
  bins,
  oodSplit,
  scrub,
  coded(
    'g',
    { plane: 'p', curves: 'c' },
    ({ layout }) => layout.stage,
    (state, stage) => ({ ...state, layout: { ...state.layout, stage } }),
  ),
  coded(
    'h',
    { table: 't', images: 'i', classes: 'c', matrix: 'm', runs: 'r' },
    ({ layout }) => layout.tray,
    (state, tray) => ({ ...state, layout: { ...state.layout, tray } }),
  ),
  coded(
    'd',
    { all: 'a', stage: 's', twins: 't', tray: 'r' },
    ({ layout }) => layout.room,
    (state, room) => ({ ...state, layout: { ...state.layout, room } }),
  ),
  coded(
    'y',
    { id: 'i', ood: 'o' },
    ({ side }) => side,
    (state, side) => ({ ...state, side }),
  ),
  brush,
];
