/** An error that can be shown as it is: what happened, and what to do. Survives the worker's wall. */
export interface LabErrorShape {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** An error meant for the person at the page: what happened and why (`message`), what to do (`hint`). */
export class LabError extends Error implements LabErrorShape {
  override readonly name: string = 'LabError';
  readonly code: string;
  readonly hint: string;

  constructor(code: string, message: string, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}
