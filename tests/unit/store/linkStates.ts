import fc from 'fast-check';
import { batchSamplings } from '../../../src/protocol/runConfig.ts';
import { columnName } from '../../../src/results/tableColumns.ts';
import type { Lock } from '../../../src/store/classroom/state.ts';
import { createLabStore } from '../../../src/store/index.ts';
import { type LinkedState, linkedState } from '../../../src/store/link/linkedState.ts';
import { fakeDeps } from '../../gallery/fakeDeps.ts';
import { catalogue } from '../../gallery/fixtures.ts';

const store = createLabStore(fakeDeps());
store.getState().adoptCatalogue(catalogue);
export const standard = linkedState(store.getState());

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

/** Every state that the controls can make, but for the prompts. */
export const states: fc.Arbitrary<LinkedState> = fc
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
      room: fc.constantFrom('all' as const, 'stage' as const, 'diagrams' as const, 'tray' as const),
      density: fc.constantFrom('first' as const, 'whole' as const),
      lesson: fc.option(fc.oneof(fc.constant('list' as const), fc.nat({ max: 99 }))),
    }),
    columns: fc.uniqueArray(
      fc.record({
        metric: fc.constantFrom('accuracy', 'ece', 'classwiseEce', 'debiasedEceL1', 'aurc'),
        scaled: fc.boolean(),
      }),
      { minLength: 1, maxLength: 5, selector: columnName },
    ),
    side: fc.constantFrom('id' as const, 'ood' as const),
    beat: fc.option(fc.nat({ max: 6 })),
    task: fc.record({
      locks: fc.subarray<Lock>(['data', 'methods', 'settings', 'seed', 'mix', 'corruption']),
      asksNumber: fc.boolean(),
    }),
    brushed: fc.option(fc.tuple(fc.nat(19), fc.integer({ min: 1, max: 20 }))),
  })
  .map(({ brushed, ...state }) => {
    const { binCount } = state.knobs;
    const from = Math.min(brushed?.[0] ?? 0, binCount - 1);
    const to = Math.min(binCount, from + (brushed?.[1] ?? 1));
    return { ...state, brush: brushed ? [from / binCount, to / binCount] : null };
  });
