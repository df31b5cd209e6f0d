import { byteSymbols } from '../../src/model/bpe.ts';

/** CLIP's own, as every tokenizer.json of it has them. */
export const clipNormalizer = {
  type: 'Sequence',
  normalizers: [
    { type: 'NFC' },
    { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
    { type: 'Lowercase' },
  ],
};
export const clipPreTokenizer = {
  type: 'Sequence',
  pretokenizers: [
    {
      type: 'Split',
      pattern: { Regex: "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+" },
      behavior: 'Removed',
      invert: true,
    },
    { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true },
  ],
};

const merges = ['t h', 'th e</w>', 'c a', 'ca t</w>'];
const symbols = [
  ...byteSymbols,
  ...byteSymbols.map((symbol) => `${symbol}</w>`),
  ...merges.map((merge) => merge.replace(' ', '')),
];
const vocab = Object.fromEntries(symbols.map((symbol, id) => [symbol, id]));
const [bos, eos] = [symbols.length, symbols.length + 1];

/** A tokenizer.json of CLIP's kind with all bytes and four merges. */
export const tinyTokenizerJson: string = JSON.stringify({
  version: '1.0',
  added_tokens: [
    { id: bos, content: '<|startoftext|>', special: true },
    { id: eos, content: '<|endoftext|>', special: true },
  ],
  normalizer: clipNormalizer,
  pre_tokenizer: clipPreTokenizer,
  post_processor: {
    type: 'RobertaProcessing',
    sep: ['<|endoftext|>', eos],
    cls: ['<|startoftext|>', bos],
  },
  model: { type: 'BPE', end_of_word_suffix: '</w>', vocab, merges },
});
