import { betaShare } from '../../math/betaShare.ts';
import { createRng, rngStreams } from '../../math/rng.ts';
import type { Method, Mix } from '../../methods/method.ts';
import type { TokenBatch } from '../../model/clip.ts';
import { type Hold, held } from '../../ops/held.ts';
import * as tf from '../../ops/tf.ts';
import type { ParamValues } from '../../protocol/catalogue.ts';
import type { RaceStart } from '../raceStart.ts';
import type { TrainBatch } from '../upload.ts';
import { type Tower, textTower } from './encode.ts';

/** A batch as one lane takes it, and what random numbers of its own it gets besides. Dispose it. */
export interface Drawn {
  /** Its images mixed in pairs, where the method mixes. */
  readonly batch: TrainBatch;
  readonly mix: Mix | null;
  /** Random texts through the pretrained text tower. */
  readonly texts: Tower | null;
  dispose(): void;
}

/** share from Beta(α, α), then the partners: 0 … B − 1 shuffled. */
function mixedBatch(batch: TrainBatch, alpha: number, seed: number, step: number, hold: Hold) {
  const rng = createRng(seed, rngStreams.mixup, step);
  const share = betaShare(rng, alpha);
  const partners = Int32Array.from({ length: batch.size }, (_, i) => i);
  rng.shuffle(partners);
  const rows = hold(tf.tensor1d(partners, 'int32'));
  const partnerLabels = hold(tf.gather(batch.labels, rows));
  const images = hold(
    tf.tidy(() =>
      tf.add(tf.mul(batch.images, share), tf.mul(tf.gather(batch.images, rows), 1 - share)),
    ) as tf.Tensor4D,
  );
  return { batch: { ...batch, images }, mix: { share, partnerLabels } };
}

/**
 * What a step of a method draws for itself, a function of seed and step: streams `mixup` and
 * `randomTexts`, substream step.
 */
export function stepDraws(
  { mixes, randomTexts }: Method,
  params: ParamValues,
  { pretrained, prompts, seed }: RaceStart,
): (batch: TrainBatch, step: number) => Drawn {
  const alpha = mixes?.(params) ?? 0;
  const wanted = randomTexts?.(params);
  const { vocabSize, maxPositions } = pretrained.config.text;
  const draw = (step: number): TokenBatch => {
    const { count, tokens } = wanted!;
    const rng = createRng(seed, rngStreams.randomTexts, step);
    return prompts.random(rng, count, Math.min(tokens, maxPositions - 2), vocabSize);
  };
  return (batch, step) =>
    held((hold, dispose) => {
      const mixed = alpha > 0 ? mixedBatch(batch, alpha, seed, step, hold) : { batch, mix: null };
      if (!wanted) return { ...mixed, texts: null, dispose };
      const texts = draw(step);
      hold(texts.tokens);
      hold(texts.eosPositions);
      return { ...mixed, texts: textTower(pretrained, texts), dispose };
    });
}
