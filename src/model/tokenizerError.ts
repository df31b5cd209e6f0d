export type TokenizerCode =
  | 'tokenizer-json'
  | 'tokenizer-kind'
  | 'tokenizer-vocabulary'
  | 'tokenizer-merges'
  | 'tokenizer-special-tokens'
  | 'unknown-symbol'
  | 'text-too-long';

/** tokenizer.json cannot be used, or a text cannot be written in its vocabulary. */
export class TokenizerError extends Error {
  override readonly name = 'TokenizerError';
  readonly code: TokenizerCode;
  readonly hint: string;

  constructor(code: TokenizerCode, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
