/** A run that cannot be read: what is wrong (`message`), what to do (`hint`). */
export class RunFileError extends Error {
  override readonly name = 'RunFileError';
  readonly code: 'wrong-file' | 'newer-version' | 'damaged-file';
  readonly hint: string;

  constructor(code: RunFileError['code'], message: string) {
    super(message);
    this.code = code;
    this.hint = {
      'wrong-file': 'Choose a run that this lab has saved as JSON.',
      'newer-version': 'Open it in that version of the lab, or reload this page to update it.',
      'damaged-file': 'Save the run again from the lab that made it.',
    }[code];
  }
}

/** @throws RunFileError 'damaged-file'; `problem` names the place and what is wrong there */
export function damaged(problem: string): never {
  throw new RunFileError('damaged-file', `The run is damaged: ${problem}.`);
}
