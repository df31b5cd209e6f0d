/** A model's JSON file cannot be used. */
export class ConfigFileError extends Error {
  override readonly name = 'ConfigFileError';
  readonly code = 'config-file';
  readonly hint = 'Take the file that belongs to the checkpoint, in the layout of a CLIPModel.';

  constructor(file: string, problem: string) {
    super(`${file} cannot be used: ${problem}.`);
  }
}
