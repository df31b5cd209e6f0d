export type SafetensorsCode =
  | 'wrong-format'
  | 'truncated'
  | 'trailing-bytes'
  | 'bad-header'
  | 'header-too-large'
  | 'duplicate-key'
  | 'too-many-tensors'
  | 'bad-name'
  | 'bad-metadata'
  | 'bad-entry'
  | 'unknown-dtype'
  | 'unsupported-dtype'
  | 'overflow'
  | 'bad-offsets'
  | 'size-mismatch';

const hints: Readonly<Partial<Record<SafetensorsCode, string>>> = {
  'wrong-format': 'Choose the file model.safetensors of the checkpoint.',
  truncated: 'The file is cut off. Download it again.',
  'unsupported-dtype': 'Save the checkpoint in float32, float16 or bfloat16.',
  'too-many-tensors': 'Use a CLIP checkpoint; this file holds something else.',
  'header-too-large': 'Use a CLIP checkpoint; this file holds something else, or is damaged.',
};

/** A weight file that cannot be trusted: what is wrong (`message`), what to do (`hint`). */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
  readonly code: SafetensorsCode;
  readonly hint: string;

  constructor(code: SafetensorsCode, message: string) {
    super(message);
    this.code = code;
    this.hint = hints[code] ?? 'The file is damaged or hostile. Download it again from its source.';
  }
}
