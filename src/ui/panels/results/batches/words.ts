/** The paper's estimator on one method's evaluation. */
export const words = {
  title: 'The paper’s ECE, batch by batch',
  help: 'The released code computes the ECE in batches of 512 and averages. The average is never below the ECE of all images, and rises as batches shrink, though the model is the same: each bin of a batch holds few images, and chance cannot cancel.',
  of: (set: string, n: string, bins: number, floor: string) =>
    `${set}, n ${n}, ${bins} bins of equal width, T 1 · noise floor of all images ${floor}`,
  heads: ['Images a batch', 'ECE, %', 'Above all at once'],
  all: (n: string) => `${n}, all at once`,
  later: 'Unknown: the logits of this step are not here',
} as const;
