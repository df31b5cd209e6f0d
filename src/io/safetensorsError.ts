export type SafetensorsCode =
  | 'wrong-format'
  | 'sharded'
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
  sharded:
    'Make one file of it in Python, CLIPModel.from_pretrained("folder").save_pretrained("one", max_shard_size="100GB"), then choose one/model.safetensors.',
  truncated: 'The file is cut off. Download it again.',
  'bad-metadata': 'Save the checkpoint again with texts as its only metadata.',
  'unknown-dtype': 'The file is damaged, or newer than this lab. Save it in float32 or float16.',
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
    this.hint =
      hints[code] ??
      'The file is damaged, or no safetensors library wrote it. Download it again or save it anew.';
  }
}
