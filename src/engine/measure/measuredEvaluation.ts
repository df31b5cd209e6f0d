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

/** An evaluation that can be repeated. */
export interface MeasuredEvaluation {
  /** Evaluates the first images of the split. @param most fewer where the split has fewer */
  sample(most: number): Promise<EvaluationSample>;
  dispose(): void;
}

/**
 * Zero-shot logits of the pretrained model for a dataset's largest test split, to be measured: its
 * head is ready before the clock starts.
 */
export function measuredEvaluation(
  lab: Lab,
  config: { readonly templates: readonly string[]; readonly batchSize: number },
): MeasuredEvaluation {
  const { dataset, normalisation, pretrained, limits } = lab;
  const [split] = dataset.splits
    .filter(({ role }) => role !== 'train')
    .sort((a, b) => b.count - a.count);
  const chunk = evaluationChunk(pretrained.config, config.batchSize, limits);
  const start = raceStart({ ...config, steps: 1, seed: 0 }, lab);
  const head = { weight: start.head, bias: null };
  return {
    async sample(most) {
      const images = Math.min(most, split!.count);
      const indices = Int32Array.from({ length: images }, (_, i) => i);
      await start.head.data();
      const began = performance.now();
      await evaluateSplit(pretrained, head, split!, { normalisation, indices, chunk });
      return { images, ms: performance.now() - began };
    },
    dispose: () => start.dispose(),
  };
}
