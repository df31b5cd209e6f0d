import { LabError } from '../protocol/labError.ts';

/** A dataset cannot be used as it is: what is wrong (`message`), what to do (`hint`). */
export class DatasetError extends LabError {
  override readonly name = 'DatasetError';
}
