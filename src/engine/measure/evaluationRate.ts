import { evaluateSplit } from '../evaluate.ts';
import type { Lab } from '../lab.ts';
import { evaluationChunk } from '../preflight.ts';
import { raceStart } from '../raceStart.ts';

/** One zero-shot evaluation on the clock. */
export interface EvaluationSample {
  readonly images: number;
  /** From the first image to the last logit. */
  readonly ms: number;
}

/**
 * Zero-shot logits of the pretrained model for the first images of a dataset's largest test split.
 *
 * @param most images at the most; fewer where the split has fewer
 */
export async function evaluationRate(
  lab: Lab,
  config: { readonly templates: readonly string[]; readonly batchSize: number },
  most: number,
): Promise<EvaluationSample> {
  const { dataset, normalisation, pretrained, limits } = lab;
  const [split] = dataset.splits
    .filter(({ role }) => role !== 'train')
    .sort((a, b) => b.count - a.count);
  const start = raceStart({ ...config, steps: 1, seed: 0 }, lab);
  const images = Math.min(most, split!.count);
  const indices = Int32Array.from({ length: images }, (_, i) => i);
  const chunk = evaluationChunk(pretrained.config, config.batchSize, limits);
  const head = { weight: start.head, bias: null };
  try {
    await start.head.data();
    const began = performance.now();
    await evaluateSplit(pretrained, head, split!, { normalisation, indices, chunk });
    return { images, ms: performance.now() - began };
  } finally {
    start.dispose();
  }
}
