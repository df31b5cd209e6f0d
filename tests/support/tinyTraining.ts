import { headOf, type Lane } from '../../src/engine/lane/lane.ts';
import { promptBankFrom } from '../../src/engine/promptBank.ts';
import type { RaceStart } from '../../src/engine/raceStart.ts';
import { type TrainBatch, uploadCaptions } from '../../src/engine/upload.ts';
import * as tf from '../../src/ops/tf.ts';
import { eosPositionsOf, type TinyClip, tinyConfigOf } from './tinyClip.ts';
import { tensorOf, type VectorTensor } from './vectors.ts';

/** What a tiny CLIP of the reference vectors trains on, as the engine takes it. */
export function tinyTraining(tiny: TinyClip) {
  const { inputs } = tiny.runs;
  const eos = tinyConfigOf(tiny).eosTokenId;
  const captionsOf = (ids: VectorTensor) => ({
    tokens: Int32Array.from(ids.data),
    length: ids.shape.at(-1)!,
    eosPositions: eosPositionsOf(ids, eos),
  });
  const items = inputs.input_ids.shape[0]!;
  const [classCount, templateCount] = inputs.class_prompt_ids.shape as [number, number];
  const pool = promptBankFrom(captionsOf(inputs.input_ids), items, 1);
  const prompts = promptBankFrom(captionsOf(inputs.class_prompt_ids), classCount, templateCount);
  const pixels = (rows: readonly number[]) =>
    tf.tidy(() => {
      const picked = tf.gather(tensorOf(inputs.pixel_values), tf.tensor1d([...rows], 'int32'));
      return tf.transpose(picked, [0, 2, 3, 1]) as tf.Tensor4D;
    });
  return {
    /** Of the zero-shot head. */
    prompts,
    /** Some items as a batch, each with its own caption. */
    batchOf: (rows: readonly number[]): TrainBatch => ({
      size: rows.length,
      images: pixels(rows),
      labels: tf.tensor1d(
        rows.map((row) => inputs.labels.data[row]!),
        'int32',
      ),
      captions: uploadCaptions(rows, pool),
    }),
    /** [items · classes] of a lane's own head on all items. */
    logitsOf: async ({ method, model, state }: Lane, start: RaceStart) => {
      const { head, dispose } = headOf(method, model, state, start);
      const logits = tf.tidy(() => {
        const embeds = model.encodeImages(pixels([...Array(items).keys()]));
        const products = tf.matMul(embeds, head.weight, false, true);
        return head.bias ? tf.add(products, head.bias) : products;
      });
      const numbers = await logits.data();
      logits.dispose();
      dispose();
      return numbers;
    },
  };
}
