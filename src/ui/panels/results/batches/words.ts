/** The paper's estimator on one method's evaluation. */
export const words = {
  title: 'The paper’s ECE, batch by batch',
  estimator: 'Batch-averaged ECE',
  help: 'The released code computes the ECE in batches of 512 and averages. The average is never below the ECE of all images, and rises as batches shrink, though the model is the same: each bin of a batch holds few images, and chance cannot cancel.',
  set: 'Set that is cut into batches',
  size: 'Images a batch',
  sizeSaid: (size: string) => `${size} images a batch`,
  published: '512, as published',
  says: (ece: string, above: string, floor: string) =>
    `ECE ${ece}, ${above} points above all at once · noise floor of such batches ${floor}`,
  saysAll: (ece: string, floor: string) => `ECE ${ece}, all images at once · noise floor ${floor}`,
  of: (n: string, bins: number, floor: string) =>
    `n ${n}, ${bins} bins of equal width, T 1 · noise floor of all images ${floor}`,
  curve: 'ECE, percent, against images a batch',
  lines: { ece: 'ECE, %', noiseFloor: 'noise floor' },
  heads: ['Images a batch', 'ECE, %', 'Above all at once', 'Noise floor'],
  all: (n: string) => `${n}, all at once`,
  computing: '…',
  none: 'This set has no images.',
  later: 'Unknown: the logits of this step are not here',
} as const;
