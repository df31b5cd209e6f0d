import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkedState } from '../../../src/store/link/linkedState.ts';
import { linkCheck } from '../../../src/store/link/linkNumbers.ts';
import { encodeState, readLink } from '../../../src/store/link/urlState.ts';
import { catalogue } from '../../gallery/fixtures.ts';
import { standard, states } from './linkStates.ts';

const open = (hash: string, search = '') => readLink({ hash, search }, standard, catalogue);

const anyTemplate = fc
  .tuple(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.string({ maxLength: 12 }))
  .map(([before, after]) => `${before}{}${after}`.replace(/[\ud800-\udfff]/g, ''));
const templates = fc.array(
  fc.oneof(
    fc.constantFrom('{}', 'an icon of {}', 'a photo of a {}.', '{} (drawn)', 'A|B & {}!', '*{}*'),
    anyTemplate,
  ),
  { minLength: 1, maxLength: 4 },
);
const withPrompts: fc.Arbitrary<LinkedState> = fc
  .tuple(states, fc.option(templates))
  .map(([state, prompts]) =>
    prompts ? { ...state, setup: { ...state.setup, templates: prompts } } : state,
  );

const percent = (sign: string) =>
  sign > '~' ? encodeURIComponent(sign) : `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`;
const wrapAt = (hash: string, width: number, by: string) =>
  hash.replace(new RegExp(`.{${width}}`, 'g'), `$&${by}`);

/** What chat, mail and office programs do to an address; the first sign stays "#". */
const habits: readonly (readonly [name: string, change: (hash: string) => string])[] = [
  ['nothing', (hash) => hash],
  ['& as &amp;', (hash) => hash.replaceAll('&', '&amp;')],
  ['& as &amp;amp;', (hash) => hash.replaceAll('&', '&amp;amp;')],
  ['& as &#38;', (hash) => hash.replaceAll('&', '&#38;')],
  ['& as %26', (hash) => hash.replaceAll('&', '%26')],
  ['reserved signs encoded', (hash) => `#${hash.slice(1).replace(/[!'()*,/:;=|~]/g, percent)}`],
  ['all signs encoded', (hash) => `#${encodeURIComponent(hash.slice(1))}`],
  [
    'all signs encoded, capitals',
    (hash) => `#${hash.slice(1).replace(/[!-/:-@[-`{-~]/g, (s) => percent(s).toUpperCase())}`,
  ],
  ['encoded twice', (hash) => `#${encodeURIComponent(encodeURIComponent(hash.slice(1)))}`],
  ['even letters encoded', (hash) => `#${hash.slice(1).replace(/./gu, percent)}`],
  ['decoded', (hash) => decodeURIComponent(hash)],
  ['with line breaks', (hash) => wrapAt(hash, 30, '\r\n')],
  ['with line breaks, encoded', (hash) => wrapAt(hash, 30, '%0A')],
  ['with soft hyphens', (hash) => wrapAt(hash, 9, '\u00ad')],
  ['with zero-width blanks', (hash) => wrapAt(hash, 9, '\u200b')],
  ['a tracker appended', (hash) => `${hash}?utm_source=chat&utm_medium=social`],
  ['another one', (hash) => `${hash}&fbclid=IwAR0abc-_`],
  ...['.', ')', ').', ',', '!', '?', '>', '"', '”', '*', '_', '…', '%29', '%2E', ' ', '\n'].map(
    (end) => [`${JSON.stringify(end)} appended`, (hash: string) => `${hash}${end}`] as const,
  ),
];

describe('a link opens the same state, whatever a program does to it', () => {
  test.each(habits)('%s', (_, change) => {
    fc.assert(
      fc.property(withPrompts, (state) => {
        const hash = encodeState(state, standard, catalogue);
        if (hash === '') return;
        expect(open(change(hash)).state).toEqual(state);
        expect(open(change(hash)).edited).toBe(false);
      }),
      { seed: 17, numRuns: 60 },
    );
  });

  test('two habits, one after the other', () => {
    fc.assert(
      fc.property(
        withPrompts,
        fc.shuffledSubarray([...habits], { minLength: 2, maxLength: 2 }),
        (state, two) => {
          const hash = encodeState(state, standard, catalogue);
          const names = two.map(([name]) => name).join(' ');
          // Encoding what is encoded twice already is nobody's habit; lines break before that.
          if (hash === '' || /twice.*(even|all)|(even|all).*twice/.test(names)) return;
          const inOrder = two.toSorted(
            ([a], [b]) => Number(/with/.test(b)) - Number(/with/.test(a)),
          );
          const changed = inOrder.reduce((text, [, change]) => change(text), hash);
          expect(open(changed).state, names).toEqual(state);
        },
      ),
      { seed: 17, numRuns: 800 },
    );
  });
});

describe('links from before, whose prompts were percent-encoded', () => {
  const seal = (body: string) => `#2${linkCheck(body)}${body}`;
  const prompts = ['{}', 'a photo of a {}.', 'A/B & {} (100 %)'];
  const before = seal(`&t${prompts.map(encodeURIComponent).join('|')}&s7`);
  test.each([
    ['as it was', before],
    ['| as %7C', before.replaceAll('|', '%7C')],
    ['| as %7c', before.replaceAll('|', '%7c')],
    ['small letters', before.replace(/%../g, (code) => code.toLowerCase())],
    ['{ bare', before.replaceAll('%7B', '{').replaceAll('%7D', '}')],
    ['( ) encoded', before.replace('(', '%28').replace(')', '%29')],
    ['&amp;', before.replaceAll('&', '&amp;')],
    ['encoded once more', `#${encodeURIComponent(before.slice(1))}`],
    ['a stop appended', `${before}.`],
  ])('%s', (_, hash) => {
    const { state, edited } = open(hash);
    expect(state.setup).toEqual({ ...standard.setup, seed: 7, templates: prompts });
    expect(edited).toBe(false);
  });
});

describe('a link written by hand', () => {
  test('in the query, in the hash, and on top of a short one', () => {
    const { setup } = open('', '?seed=7&steps=600&methods=ft,carot').state;
    expect(setup).toMatchObject({ seed: 7, steps: 600 });
    expect(
      Object.entries(setup.included)
        .filter(([, on]) => on)
        .map(([id]) => id)
        .sort(),
    ).toEqual(expect.arrayContaining(['carot', 'ft']));
    expect(setup.included.flyp).toBe(false);
    expect(open('#seed=7&steps=600&methods=FT, CaRot').state.setup).toEqual(setup);
    const short = encodeState({ ...standard, setup: { ...setup, seed: 3 } }, standard, catalogue);
    expect(open(short.replace('s3', 'seed=7')).state.setup).toEqual(setup);
    expect(open(short.replace('s3', 's7'))).toEqual({
      state: { ...standard, setup },
      edited: true,
    });
    expect(open('#2&s7', '').state.setup.seed).toBe(7);
  });

  test.each([
    ['lr=0,0005', { optimizer: { learningRate: 0.0005 } }],
    ['LearningRate=5e-4', { optimizer: { learningRate: 0.0005 } }],
    ['lr=5%C2%B710%5E-4', { optimizer: { learningRate: 0.0005 } }],
    ['batch=64', { batchSize: 64 }],
    ['sampling=Random', { sampling: 'random' }],
    ['every=10', { evaluation: { everySteps: 10 } }],
    ['decayVectors=no', { optimizer: { decayVectors: false } }],
    ['prompts=a+photo+of+{}|{}', { templates: ['a photo of {}', '{}'] }],
    ['carot.labelSmoothing=,1', { params: { carot: { labelSmoothing: 0.1 } } }],
    ['methods=WiSE-FT', { included: { ft: true, carot: false } }],
  ])('?%s', (query, expected) => expect(open('', `?${query}`).state.setup).toMatchObject(expected));

  test('views too', () => {
    const { state } = open(
      '',
      '?T=own&alpha=0,3&bins=10 mass&stage=curves&side=ood&brush=0,2-0,4&step=50',
    );
    expect(state).toMatchObject({
      knobs: { temperature: 'own', alpha: 0.3, binCount: 10, binning: 'mass' },
      layout: { stage: 'curves' },
      side: 'ood',
      brush: [0.2, 0.4],
      scrubStep: 50,
    });
  });

  test.each([
    ['sed=7', 'it has no part "sed"'],
    ['seed=seven', '"seven" cannot be the seed'],
    ['seed=-1', '"-1" cannot be the seed'],
    ['methods=ft,nobody', '"ft,nobody" cannot be the methods'],
    ['seed=1&seed=2', 'it says "seed" twice'],
    ['carot.toString=1', 'it has no part "carot.toString"'],
    ['__proto__=1', 'at "__proto__=1"'],
  ])('?%s says which part is not understood', (query, said) => {
    expect(() => open('', `?${query}`)).toThrow(said);
    expect(() => open(`#${query}`)).toThrow(said);
  });
});
