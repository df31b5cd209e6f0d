export type DownloadCode =
  | 'offline'
  | 'http-status'
  | 'truncated'
  | 'hash-mismatch'
  | 'web-page'
  | 'stalled';

/** A file could not be had as it should be: what happened (`message`), what to do (`hint`). */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly code: DownloadCode;
  readonly hint: string;
  /** True if another try may do better. */
  readonly temporary: boolean;

  constructor(code: DownloadCode, message: string, hint: string, temporary = false) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.temporary = temporary;
  }
}
