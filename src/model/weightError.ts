import { LabError } from '../protocol/labError.ts';

const FITTING =
  'Take config.json and the weights of one checkpoint, in the layout of a Hugging Face CLIPModel.';

/** A checkpoint does not hold the weights that a model asks for, or not in numbers that can be used. */
export class WeightError extends LabError {
  override readonly name = 'WeightError';

  constructor(message: string, code = 'weights-do-not-fit', hint = FITTING) {
    super(code, message, hint);
  }
}
