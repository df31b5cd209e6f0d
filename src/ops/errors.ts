/** A tensor of the wrong shape reached an operation that cannot mean anything for it. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}
