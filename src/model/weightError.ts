/** A checkpoint does not hold the weights that its configuration asks for. */
export class WeightError extends Error {
  override readonly name = 'WeightError';
}
