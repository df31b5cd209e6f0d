import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchSamplings } from '../../../src/protocol/runConfig.ts';
import { createLabStore } from '../../../src/store/index.ts';
import { linkCheck, readShortNumber, shortNumber } from '../../../src/store/linkNumbers.ts';
import {
  decodeState,
  encodeState,
  type LinkedState,
  linkedState,
} from '../../../src/store/urlState.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { catalogue } from '../../gallery/fixtures.ts';

const store = createLabStore(fakeDeps());
store.getState().adoptCatalogue(catalogue);
const standard = linkedState(store.getState());

const encode = (state: LinkedState) => encodeState(state, standard, catalogue);
const decode = (hash: string) => decodeState(hash, standard, catalogue);
/** A link whose check fits, whatever it says. */
const sealed = (body: string) => `#2${linkCheck(body)}${body}`;

const steps = (min: number, max: number, step: number) =>
  fc.integer({ min: 0, max: Math.round((max - min) / step) }).map((i) => {
    return Number((min + i * step).toPrecision(6));
  });
/** As people type them: two digits and an exponent. */
const typed = (max: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: -6, max: 0 }))
    .map(([digits, power]) => Math.min(max, Number(`${digits}e${power}`)));

const trained = catalogue.methods.filter(({ kind }) => kind !== 'interpolation');
/** Every method ticked or not, and one of its parameters changed or not. */
const methods = fc.tuple(
  ...trained.map((method) => {
    const specs = Object.entries(method.params);
    const change =
      specs.length === 0
        ? fc.constant({})
        : fc
            .constantFrom(...specs)
            .chain(([name, spec]) =>
              (spec.kind === 'number'
                ? steps(spec.min, spec.max, spec.step)
                : fc.constantFrom(...spec.options.map(({ value }) => value))
              ).map((value): Record<string, number | string> => ({ [name]: value })),
            );
    return fc.record({ id: fc.constant(method.id), ticked: fc.boolean(), change });
  }),
);

const setups = fc
  .record({
    methods,
    seed: fc.nat({ max: 2 ** 32 - 1 }),
    steps: fc.integer({ min: 1, max: 100_000 }),
    batchSize: fc.integer({ min: 2, max: 4096 }),
    sampling: fc.constantFrom(...batchSamplings),
    maxShift: fc.nat({ max: 64 }),
    optimizer: fc.record({
      learningRate: typed(10),
      warmupFraction: steps(0, 1, 0.01),
      weightDecay: typed(10),
      beta1: steps(0, 0.999, 0.001),
      beta2: steps(0, 0.9999, 0.0001),
      epsilon: fc.constantFrom(1e-8, 1e-6, 1e-10),
      decayVectors: fc.boolean(),
      clipNorm: typed(10),
    }),
    evaluation: fc.record({
      everySteps: fc.nat({ max: 1000 }),
      liveLimit: fc.integer({ min: 1, max: 5000 }),
      finalLimit: fc.nat({ max: 5000 }),
    }),
  })
  .map(({ methods: lanes, ...settings }) => ({
    ...standard.setup,
    ...settings,
    included: {
      ...standard.setup.included,
      ...Object.fromEntries(lanes.map(({ id, ticked }) => [id, ticked])),
    },
    params: {
      ...standard.setup.params,
      ...Object.fromEntries(
        lanes.map(({ id, change }) => [id, { ...standard.setup.params[id], ...change }]),
      ),
    },
  }));

const states: fc.Arbitrary<LinkedState> = fc
  .record({
    setup: setups,
    knobs: fc.record({
      temperature: fc.oneof(fc.constant('own' as const), steps(0.05, 20, 0.01)),
      alpha: steps(0, 1, 0.01),
      binCount: fc.constantFrom(5, 10, 15, 20),
      binning: fc.constantFrom('width' as const, 'mass' as const),
      oodSplitId: fc.option(fc.constantFrom('solid', 'color', 'emoji', 'pixel')),
    }),
    scrubStep: fc.option(fc.nat({ max: 100_000 })),
    layout: fc.record({
      stage: fc.constantFrom('plane' as const, 'curves' as const),
      tray: fc.constantFrom('table' as const, 'images' as const, 'runs' as const),
      room: fc.constantFrom('all' as const, 'stage' as const, 'tray' as const),
    }),
    side: fc.constantFrom('id' as const, 'ood' as const),
    brushed: fc.option(fc.tuple(fc.nat(19), fc.integer({ min: 1, max: 20 }))),
  })
  .map(({ brushed, ...state }) => {
    const { binCount } = state.knobs;
    const from = Math.min(brushed?.[0] ?? 0, binCount - 1);
    const to = Math.min(binCount, from + (brushed?.[1] ?? 1));
    return { ...state, brush: brushed ? [from / binCount, to / binCount] : null };
  });

test('the default state is the empty hash, and back', () => {
  expect(encode(standard)).toBe('');
  expect(decode('')).toBe(standard);
  expect(decode('#')).toBe(standard);
});

test('a change or two make a link that can be read aloud', () => {
  const setup = {
    ...standard.setup,
    seed: 7,
    optimizer: { ...standard.setup.optimizer, learningRate: 2e-4 },
    included: { ...standard.setup.included, 'flyp-ls': true },
    params: { ...standard.setup.params, carot: { labelSmoothing: 0.1, samePairs: 'diag' } },
  };
  expect(encode({ ...standard, setup })).toMatch(
    /^#2[0-9a-z]{4}&m!flyp-ls,carot\/lS:\.1&s7&l2e-4$/,
  );
});

test('every state of the controls comes back from under 300 bytes', () => {
  let longest = 0;
  fc.assert(
    fc.property(states, (state) => {
      const hash = encode(state);
      longest = Math.max(longest, hash.length);
      expect(hash).toMatch(/^$|^#[!-~]+$/);
      expect(decode(hash)).toEqual(state);
    }),
    { numRuns: 500 },
  );
  expect(longest).toBeLessThan(300);
});

test('prompts travel too, whatever they say', () => {
  const templates = ['{}', 'a "photo" & <b>of</b> a {} | 日本', '{} #1?'];
  const state = { ...standard, setup: { ...standard.setup, templates } };
  expect(decode(encode(state))).toEqual(state);
});

describe('what is not understood', () => {
  const good = encode({ ...standard, setup: { ...standard.setup, seed: 7, steps: 304 } });

  test('a link cut anywhere', () => {
    for (let cut = 2; cut < good.length; cut++) expect(decode(good.slice(0, cut))).toBeNull();
  });

  test('another version', () => expect(decode(good.replace('#2', '#1'))).toBeNull());

  test('more than 8 KB', () => expect(decode(sealed(`&t${'{}|'.repeat(4000)}{}`))).toBeNull());

  test.each([
    '&s-1',
    '&s7.5',
    '&s4294967296',
    '&sNaN',
    '&sInfinity',
    '&s1e999',
    '&s0x10',
    '&s 7',
    '&s',
    '&s7&s8',
    '&n9&s7',
    '&n0',
    '&l11',
    '&l-1',
    '&T0',
    '&T21',
    '&a1.01',
    '&k15',
    '&k99w',
    '&o<img src=x onerror=alert(1)>',
    '&o../x',
    '&r-1',
    '&r1.5',
    '&gx',
    '&z.5_.4',
    '&z0_2',
    '&z.1',
    '&z.1_.2_.3',
    '&Mhttps://elsewhere.example/model',
    '&Mjavascript:alert(1)',
    '&Ddata:text/html,x',
    '&m__proto__',
    '&m__proto__/lS:.1',
    '&mconstructor',
    '&mnobody',
    '&mwise-ft',
    '&m!ft,ft',
    '&mcarot/__proto__:1',
    '&mcarot/toString:1',
    '&mcarot/lS:9',
    '&mcarot/lS:.1:2',
    '&mcarot/lS',
    '&mcarot/sP:other',
    '&mcarot/sP:<b>',
    '&t%',
    '&t%E0%A4%A',
    '&tno place for the name',
    '&?1',
    '&1',
    '&',
    '&&',
    '&start',
  ])('%s', (body) => {
    expect(decode(sealed(body))).toBeNull();
  });

  test('garbage by the thousand: nothing is understood, thrown or polluted', () => {
    const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    const sign = fc.constantFrom(...'mtMDsnbxlupwqecvijfTakorghyz?_<"'.split(''));
    const hostile = fc.constantFrom('__proto__', '<img onerror>', 'NaN', '1e999', '%00', 'ft', '!');
    const value = fc.oneof(fc.string(), hostile, fc.double().map(String), fc.integer().map(String));
    const body = fc
      .array(fc.tuple(sign, value), { maxLength: 6 })
      .map((parts) => parts.map(([s, v]) => `&${s}${v}`).join(''));
    const hash = fc.oneof(
      fc.string().map((text) => `#${text}`),
      fc.string({ unit: 'binary' }).map((text) => `#2${text}`),
      body.map((text) => `#1abcd${text}`),
      body.map(sealed),
    );
    fc.assert(
      fc.property(hash, (text) => {
        const state = decode(text);
        if (!state || state === standard) return;
        // Whatever was understood is a state that writes itself the same way again.
        expect(decode(encode(state))).toEqual(state);
      }),
      { numRuns: 20_000 },
    );
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(before);
  });
});

test('short numbers read back exactly', () =>
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(readShortNumber(shortNumber(value))).toBe(value + 0);
    }),
  ));
