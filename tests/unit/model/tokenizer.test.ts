import { Tokenizer as HubTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import embeddedJson from '../../../public/models/iconclip/tokenizer.json?raw';
import { byteSymbols } from '../../../src/model/bpe.ts';
import { encodeBatch, parseTokenizer } from '../../../src/model/tokenizer.ts';
import { TokenizerError } from '../../../src/model/tokenizerError.ts';
import { captionsOf, noise } from '../../support/noisyCaptions.ts';
import { clipNormalizer, clipPreTokenizer } from '../../support/tinyTokenizer.ts';
import transformers5Json from './transformers5/tokenizer.json?raw';

const embedded = parseTokenizer(embeddedJson);

type Merges = readonly (readonly [string, string])[];
type WritingStyle = 'roberta' | 'template';

/** A tokenizer.json with all 256 bytes and these merges, in either style of writing. */
function fullBytes(merges: Merges, style: WritingStyle, extra: readonly string[] = []) {
  const symbols = [...byteSymbols, ...byteSymbols.map((s) => `${s}</w>`)];
  return tokenizerFile([...symbols, ...merges.map(([a, b]) => a + b), ...extra], merges, style);
}

function tokenizerFile(list: readonly string[], merges: Merges, style: WritingStyle) {
  const tokens = new Set(list);
  const vocab = Object.fromEntries([...tokens].map((token, id) => [token, id]));
  const [bos, eos] = [tokens.size, tokens.size + 1];
  const special = (id: number, content: string) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  });
  const bracket = (id: string) => ({ SpecialToken: { id, type_id: 0 } });
  return {
    version: '1.0',
    added_tokens: [special(bos, '<|startoftext|>'), special(eos, '<|endoftext|>')],
    normalizer: clipNormalizer,
    pre_tokenizer: clipPreTokenizer,
    post_processor:
      style === 'roberta'
        ? {
            type: 'RobertaProcessing',
            sep: ['<|endoftext|>', eos],
            cls: ['<|startoftext|>', bos],
            trim_offsets: false,
            add_prefix_space: false,
          }
        : {
            type: 'TemplateProcessing',
            single: [
              bracket('<|startoftext|>'),
              { Sequence: { id: 'A', type_id: 0 } },
              bracket('<|endoftext|>'),
            ],
            pair: [],
            special_tokens: {
              '<|startoftext|>': { id: '<|startoftext|>', ids: [bos], tokens: ['<|startoftext|>'] },
              '<|endoftext|>': { id: '<|endoftext|>', ids: [eos], tokens: ['<|endoftext|>'] },
            },
          },
    decoder: null,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: '<|endoftext|>',
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      fuse_unk: false,
      vocab,
      merges: style === 'roberta' ? merges.map((pair) => pair.join(' ')) : merges,
    },
  };
}

const someMerges = [
  ['t', 'h'],
  ['th', 'e</w>'],
  ['a', 'b'],
  ['b', 'a'],
  ['ab', 'ab'],
  ['a', 'a'],
  ['aa', 'a</w>'],
  ['Ã', '©'],
  ['Ã', '©</w>'],
  ['ð', 'Ł'],
  ['ðŁ', 'ĺ'],
  ['ðŁĺ', 'Ģ</w>'],
  ['!', '!'],
  ['!!', '!</w>'],
  ["'", 's</w>'],
] as const;

const hub = (json: string) => new HubTokenizer(JSON.parse(json), {});
const idsOfHub = (tokenizer: HubTokenizer, text: string) => [...tokenizer.encode(text).ids];

// The JavaScript library differs from the Rust one here, and we follow the Rust one.
const alike = noise.filter((text) => !/[\u0085\ufeffΣ]|<\|/u.test(text));

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!(error instanceof TokenizerError)) throw error;
    expect(error.message).not.toBe('');
    expect(error.hint).not.toBe('');
    return error.code;
  }
  return 'accepted';
}

describe('the embedded tokenizer', () => {
  test('has the ids of its file', () => {
    expect(embedded).toMatchObject({ vocabSize: 4096, bosTokenId: 4094, eosTokenId: 4095 });
    expect([...embedded.encode('an icon of a circle', 16)].slice(0, 1)).toEqual([4094]);
    expect([...embedded.encode('', 16)]).toEqual([4094, 4095]);
    expect([...embedded.encode(' \t\n ', 16)]).toEqual([4094, 4095]);
  });

  test('is the Hugging Face tokenizer on 10,000 captions with Unicode noise', () => {
    const theirs = hub(embeddedJson);
    fc.assert(
      fc.property(captionsOf(embeddedJson, alike), (text) => {
        expect([...embedded.encode(text, 10_000)]).toEqual(idsOfHub(theirs, text));
      }),
      { numRuns: 10_000 },
    );
  });
});

describe('a vocabulary of letters and digits alone', () => {
  const tokens = [...'abcdefghijklmnopqrstuvwxyz0123456789'].flatMap((c) => [c, `${c}</w>`]);
  const partial = parseTokenizer(JSON.stringify(tokenizerFile(tokens, [], 'template')));

  test.each([
    ['é', 'café menu'],
    ['-', 'check-mark'],
    ['😀', 'a 😀'],
    ['\ufffd', 'a \ufffd'],
  ])('names the symbol it lacks: %s', (symbol, text) => {
    expect(codeOf(() => partial.encode(text, 16))).toBe('unknown-symbol');
    expect(() => partial.encode(text, 16)).toThrow(`"${symbol}"`);
    expect(() => partial.encode(text, 16)).toThrow(`"${text}"`);
  });

  test('takes special tokens for text, and so refuses their brackets', () => {
    expect(codeOf(() => partial.encode('<|endoftext|>', 16))).toBe('unknown-symbol');
  });
});

describe.each(['roberta', 'template'] as const)('a full byte vocabulary, %s style', (style) => {
  const json = JSON.stringify(fullBytes(someMerges, style));
  const ours = parseTokenizer(json);

  test('is the Hugging Face tokenizer on Unicode noise', () => {
    const theirs = hub(json);
    fc.assert(
      fc.property(alike, (text) => {
        expect([...ours.encode(text, 10_000)]).toEqual(idsOfHub(theirs, text));
      }),
      { numRuns: 3000 },
    );
  });

  test('follows the Rust tokenizer where JavaScript would not', () => {
    const same = (a: string, b: string) => expect(ours.encode(a, 99)).toEqual(ours.encode(b, 99));
    same('ΣΑΣ', 'σασ');
    same('a\u0085b', 'a b');
    expect(ours.encode('\ufeff', 99).length).toBe(5);
  });

  test('writes special tokens as text', () => {
    const ids = [...ours.encode('a<|endoftext|>b', 99)];
    expect(ids.filter((id) => id === ours.eosTokenId)).toHaveLength(1);
    expect(ids.at(-1)).toBe(ours.eosTokenId);
  });

  test('cuts a long caption and keeps its eos', () => {
    const whole = [...ours.encode('q w e r t z', 99)];
    expect([...ours.encode('q w e r t z', 5)]).toEqual([...whole.slice(0, 4), ours.eosTokenId]);
    expect([...ours.encode('qwertz', 4)]).toHaveLength(4);
    expect([...ours.encode('q w e r t z', 8)]).toEqual(whole);
  });

  test('takes anything for a text, but not a book', () => {
    for (const text of ['\ud800', '\udc00a', '😀'.repeat(500), 'ab'.repeat(5000)]) {
      expect(ours.encode(text, 77).length).toBeLessThanOrEqual(77);
    }
    expect(codeOf(() => ours.encode('a '.repeat(500_000), 77))).toBe('text-too-long');
  });
});

describe('tokenizer.json as saved by transformers 5.18', () => {
  const ours = parseTokenizer(transformers5Json);

  test('has the ids of the reference', () => {
    expect([...ours.encode('a photo of a cat', 77)]).toEqual([4094, 46, 841, 191, 46, 1469, 4095]);
  });

  test('splits words by its pattern as the Hugging Face tokenizer does', () => {
    const file = fullBytes(someMerges, 'roberta');
    const { pre_tokenizer } = JSON.parse(transformers5Json);
    const json = JSON.stringify({ ...file, pre_tokenizer });
    const theirs = hub(json);
    const full = parseTokenizer(json);
    fc.assert(
      fc.property(alike, (text) => {
        expect([...full.encode(text, 10_000)]).toEqual(idsOfHub(theirs, text));
      }),
      { numRuns: 1000 },
    );
  });
});

test('the lowest rank is merged first, the leftmost of equals', () => {
  const tokenizer = parseTokenizer(
    JSON.stringify(
      fullBytes(
        [
          ['b', 'c'],
          ['a', 'b'],
          ['x', 'x'],
        ],
        'roberta',
      ),
    ),
  );
  const word = (text: string) => tokenizer.encode(text, 99).length - 2;
  expect(word('abcd')).toBe(3); // a bc d, not ab c d
  expect(word('xxxq')).toBe(3); // xx x q
});

describe('encodeBatch', () => {
  test('pads to the longest with eos and says where each caption ends', () => {
    const texts = ['arrow', '', 'an icon of a circle'];
    const { tokens, length, eosPositions } = encodeBatch(embedded, texts, 16);
    const rows = texts.map((text) => [...embedded.encode(text, 16)]);
    expect(length).toBe(Math.max(...rows.map((row) => row.length)));
    rows.forEach((row, i) => {
      const padded = [...row, ...Array(length - row.length).fill(4095)];
      expect([...tokens.subarray(i * length, (i + 1) * length)]).toEqual(padded);
      expect(eosPositions[i]).toBe(padded.indexOf(4095));
    });
  });

  test('never exceeds the positions of the model', () => {
    const { length, eosPositions } = encodeBatch(embedded, ['a '.repeat(40), 'a'], 16);
    expect(length).toBe(16);
    expect([...eosPositions]).toEqual([15, 2]);
  });

  test('of nothing is empty', () => {
    expect(encodeBatch(embedded, [], 16)).toMatchObject({ length: 0, tokens: new Int32Array(0) });
  });
});

describe('parseTokenizer refuses', () => {
  type File = ReturnType<typeof fullBytes>;
  const broken = (edit: (file: File & Record<string, unknown>) => void) => {
    const file = fullBytes(someMerges, 'roberta');
    edit(file as File & Record<string, unknown>);
    return JSON.stringify(file);
  };
  const setModel = (name: string, value: unknown) =>
    broken((file) => Object.assign(file.model, { [name]: value }));

  test.each<[string, string, string]>([
    ['what is not JSON', 'tokenizer-json', '{"model":'],
    ['a list', 'tokenizer-json', '[]'],
    ['no model', 'tokenizer-kind', '{}'],
    ['another model', 'tokenizer-kind', setModel('type', 'Unigram')],
    ['another end of words', 'tokenizer-kind', setModel('end_of_word_suffix', '@@')],
    ['a prefix of subwords', 'tokenizer-kind', setModel('continuing_subword_prefix', '##')],
    ['dropout', 'tokenizer-kind', setModel('dropout', 0.1)],
    ['byte fallback', 'tokenizer-kind', setModel('byte_fallback', true)],
    ['an empty vocabulary', 'tokenizer-vocabulary', setModel('vocab', {})],
    ['a vocabulary that is a list', 'tokenizer-vocabulary', setModel('vocab', ['a'])],
    ['fractional ids', 'tokenizer-vocabulary', setModel('vocab', { a: 0.5 })],
    ['negative ids', 'tokenizer-vocabulary', setModel('vocab', { a: -1 })],
    ['ids as text', 'tokenizer-vocabulary', setModel('vocab', { a: '0' })],
    ['ids over 100,000', 'tokenizer-vocabulary', setModel('vocab', { a: 100_000 })],
    [
      'one id twice',
      'tokenizer-vocabulary',
      broken(({ model }) => Object.assign(model.vocab, { odd: 1 })),
    ],
    [
      'gaps in the ids',
      'tokenizer-vocabulary',
      broken(({ model }) => Object.assign(model.vocab, { odd: 9999 })),
    ],
    ['no merges', 'tokenizer-merges', setModel('merges', undefined)],
    ['merges of three', 'tokenizer-merges', setModel('merges', ['a b c'])],
    ['merges of one', 'tokenizer-merges', setModel('merges', [['a']])],
    ['merges of numbers', 'tokenizer-merges', setModel('merges', [[1, 2]])],
    ['merges outside the vocabulary', 'tokenizer-merges', setModel('merges', ['q zebra'])],
    [
      'no special tokens',
      'tokenizer-special-tokens',
      broken((file) => {
        file.added_tokens = [];
      }),
    ],
    [
      'no post-processor',
      'tokenizer-special-tokens',
      broken((file) => {
        Object.assign(file, { post_processor: null });
      }),
    ],
    [
      'a special token with two ids',
      'tokenizer-special-tokens',
      broken(({ added_tokens: added }) => {
        Object.assign(added[1]!, { content: 'a' });
      }),
    ],
    [
      'an id in the post-processor that is another token',
      'tokenizer-special-tokens',
      broken((file) => Object.assign(file.post_processor, { sep: ['<|endoftext|>', 0] })),
    ],
    [
      'the same in the other style',
      'tokenizer-special-tokens',
      JSON.stringify(fullBytes(someMerges, 'template')).replace(/"ids":\[\d+\]/, '"ids":[0]'),
    ],
    [
      'a text that does not stand between the two',
      'tokenizer-special-tokens',
      JSON.stringify(fullBytes(someMerges, 'template')).replace(
        /("single":\[)(\{.*?\}\}),(\{"Sequence".*?\}\})/,
        '$1$3,$2',
      ),
    ],
    [
      'a type with a toString of its own',
      'tokenizer-kind',
      broken((file) => Object.assign(file, { normalizer: { type: { toString: 1 } } })),
    ],
    ['a model with one', 'tokenizer-kind', setModel('type', { toString: 1 })],
    [
      'a token before every text with one',
      'tokenizer-special-tokens',
      broken((file) => Object.assign(file.post_processor, { cls: [{ toString: 1 }, 0] })),
    ],
    [
      'types that only look alike when joined',
      'tokenizer-kind',
      broken((file) =>
        Object.assign(file, {
          normalizer: {
            type: 'Sequence',
            normalizers: [{ type: 'NFC, Replace' }, clipNormalizer.normalizers[1], {}].slice(0, 2),
          },
        }),
      ),
    ],
    ['a key that stands twice', 'tokenizer-json', '{"model":1,"model":2}'],
    [
      'no normalizer',
      'tokenizer-kind',
      broken((file) => {
        Object.assign(file, { normalizer: null });
      }),
    ],
    [
      'another pattern',
      'tokenizer-kind',
      broken((file) => {
        Object.assign(file, {
          pre_tokenizer: {
            ...clipPreTokenizer,
            pretokenizers: [
              { ...clipPreTokenizer.pretokenizers[0], pattern: { Regex: '^(\\w+\\s?)+$' } },
              clipPreTokenizer.pretokenizers[1],
            ],
          },
        });
      }),
    ],
  ])('%s', (_, code, json) => expect(codeOf(() => parseTokenizer(json))).toBe(code));

  test('no token for its name, be it __proto__ or constructor', () => {
    const json = JSON.stringify(fullBytes([['a', 'b']], 'roberta', ['__proto__', 'constructor']));
    expect(parseTokenizer(json).encode('abc', 9).length).toBe(4);
    expect(({} as Record<string, unknown>).id).toBeUndefined();
  });

  test('by name whatever is done to a file', () => {
    const valid = JSON.stringify(fullBytes(someMerges, 'template'));
    const edit = fc.tuple(
      fc.nat(valid.length - 1),
      fc.constantFrom('', '0', '"', 'null', '{', 'Z', '-1', ','),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const json = edits.reduce(
          (text, [at, put]) => text.slice(0, at) + put + text.slice(at + 1),
          valid,
        );
        codeOf(() => parseTokenizer(json).encode('the aaab é', 77));
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(codeOf(() => parseTokenizer(json))).toMatch(/^tokenizer-/);
      }),
    );
  });
});
