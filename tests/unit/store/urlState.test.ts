import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabError } from '../../../src/protocol/labError.ts';
import type { LinkedState } from '../../../src/store/link/linkedState.ts';
import { linkCheck, readShortNumber, shortNumber } from '../../../src/store/link/linkNumbers.ts';
import { encodeState, readLink } from '../../../src/store/link/urlState.ts';
import { catalogue } from '../../gallery/fixtures.ts';
import { standard, states } from './linkStates.ts';

const encode = (state: LinkedState) => encodeState(state, standard, catalogue);
const decode = (hash: string) => readLink({ hash }, standard, catalogue).state;
/** What is said of a link that is not understood; null for one that is. */
function complaint(hash: string, search = ''): string | null {
  try {
    readLink({ hash, search }, standard, catalogue);
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(LabError);
    expect(error).toMatchObject({ code: 'bad-link' });
    return (error as LabError).message;
  }
}
/** A link whose check fits, whatever it says. */
const sealed = (body: string) => `#2${linkCheck(body)}${body}`;

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

test('names that links by hand had before are still read', () => {
  const { state } = readLink({ hash: '#shift=5&live=40&room=twins' }, standard, catalogue);
  expect(state.setup.maxShift).toBe(5);
  expect(state.setup.evaluation.liveLimit).toBe(40);
  expect(state.layout.room).toBe('diagrams');
  const now = { hash: '#translation=5&subset=40&room=diagrams' };
  expect(readLink(now, standard, catalogue).state).toEqual(state);
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

const withPrompts = (templates: readonly string[]): LinkedState => ({
  ...standard,
  setup: { ...standard.setup, templates },
});

test('prompts travel too, whatever they say', () => {
  const state = withPrompts(['{}', 'a "photo" & <b>of</b> a {} | 日本', '{} #1? 🐈.', '\ud800{}']);
  expect(encode(state)).toMatch(/^#2[0-9a-z]{4}&t[A-Za-z0-9.-]*[A-Za-z0-9]$/);
  expect(decode(encode(state))).toEqual(state);
  expect(encode(withPrompts(['{}', 'a photo of a {}']))).toMatch(/&t\.c\.na-photo-of-a-\.c$/);
});

describe('what is not understood', () => {
  const good = encode({ ...standard, setup: { ...standard.setup, seed: 7, steps: 304 } });

  test('a link cut anywhere is refused, or opened with a note', () => {
    for (let cut = 2; cut < good.length; cut++) {
      const hash = good.slice(0, cut);
      if (complaint(hash) === null) {
        expect(readLink({ hash }, standard, catalogue).edited).toBe(true);
      }
    }
    expect(complaint(good.slice(0, 6))).not.toBeNull();
    expect(complaint(`${good}&`)).toBe('The link was not understood at "". Nothing was changed.');
  });

  test('another version', () =>
    expect(complaint(good.replace('#2', '#1'))).toMatch(
      /link was not understood: another version of the lab/,
    ));

  test('more than 8 KB', () =>
    expect(complaint(sealed(`&t${'{}|'.repeat(4000)}{}`))).toMatch(/longer than 8192/));

  test.each([
    ['&s-1', '"-1" cannot be the seed'],
    ['&q2', '"2" cannot be the beta2'],
    ['&s7&n0', '"0" cannot be the steps'],
    ['&mnobody', '"nobody" cannot be the methods'],
    ['&?1', 'at "?1"'],
    ['&s7&s8', 'it says "seed" twice'],
    [`&o${'x'.repeat(5000)}`, 'cannot be the ood'],
  ])('%.20s names the part', (body, said) => {
    expect(complaint(sealed(body))).toContain(said);
    expect(complaint(sealed(body))!.length).toBeLessThan(200);
  });

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
    '&t\ud800',
    '&tno place for the name',
    '&?1',
    '&1',
    '&',
    '&&',
    '&start',
  ])('%s', (body) => {
    expect(complaint(sealed(body))).not.toBeNull();
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
        if (complaint(text) !== null) return;
        const state = decode(text);
        // Whatever was understood is a state that writes itself the same way again.
        expect(decode(encode(state))).toEqual(state);
      }),
      { numRuns: 2000 },
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
