import { held } from '../ops/held.ts';
import { l2Normalise } from '../ops/l2Normalise.ts';
import { linear } from '../ops/linear.ts';
import * as tf from '../ops/tf.ts';
import { copyOf, variableOf } from '../ops/variables.ts';
import { checkWeights, type WeightData } from './checkWeights.ts';
import type { ClipModel, TokenBatch } from './clip.ts';
import type { ClipConfig } from './clipConfig.ts';
import { textTower } from './textTower.ts';
import { vit } from './vit.ts';
import { weightShapes } from './weightNames.ts';

/**
 * A CLIP from the tensors of a checkpoint in Hugging Face layout.
 *
 * @param weights    by Hugging Face name; copied
 * @param eosTokenId of the tokenizer, where it is to win over the one in the configuration
 * @throws WeightError if a weight is missing or has another shape than the configuration says
 */
export function createClip(
  config: ClipConfig,
  weights: ReadonlyMap<string, WeightData>,
  eosTokenId: number | null = config.eosTokenId,
): ClipModel {
  checkWeights(config, weights);
  return held((hold) => {
    const variables = new Map<string, tf.Variable>();
    for (const [name, shape] of weightShapes(config)) {
      const initial = tf.tensor(weights.get(name)!.data, [...shape], 'float32');
      variables.set(name, hold(variableOf(initial)));
    }
    return clipOf({ ...config, eosTokenId }, variables);
  });
}

function clipOf(config: ClipConfig, variables: ReadonlyMap<string, tf.Variable>): ClipModel {
  const matrix = (name: string) => variables.get(name) as tf.Variable<tf.Rank.R2>;
  const embed = (pooled: tf.Tensor2D, projection: string) =>
    l2Normalise(linear(pooled, matrix(projection), null) as tf.Tensor2D);
  return {
    config,
    variables,
    encodeImages: (images: tf.Tensor4D) =>
      tf.tidy(() => embed(vit(images, variables, config.vision), 'visual_projection.weight')),
    encodeTexts: (batch: TokenBatch) =>
      tf.tidy(() => embed(textTower(batch, variables, config.text), 'text_projection.weight')),
    logitScale: () => tf.exp(variables.get('logit_scale')!) as tf.Scalar,
    clone: () =>
      held((hold) =>
        clipOf(config, new Map([...variables].map(([name, v]) => [name, hold(copyOf(v))]))),
      ),
    dispose: () => tf.dispose([...variables.values()]),
  };
}
