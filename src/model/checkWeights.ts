import type { ClipConfig } from './clipConfig.ts';
import { WeightError } from './weightError.ts';
import { weightShapes } from './weightNames.ts';

/** One tensor of a checkpoint, in float32. */
export interface WeightData {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const SHOWN = 5;
const first = (names: readonly string[]) =>
  names.length > SHOWN ? `${names.slice(0, SHOWN).join(', ')}, …` : names.join(', ') || 'none';
const show = (shape: readonly number[]) => `[${shape.join(', ')}]`;
const count = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/**
 * Compares a checkpoint with its configuration: every weight there, every shape right.
 *
 * @returns names the model has no use for; Hugging Face's `position_ids` are not worth a mention
 * @throws WeightError naming the first missing weights and what was found, or the wrong shape
 */
export function checkWeights(
  config: ClipConfig,
  weights: ReadonlyMap<string, WeightData>,
): readonly string[] {
  const wanted = weightShapes(config);
  const missing = [...wanted.keys()].filter((name) => !weights.has(name));
  const extra = [...weights.keys()].filter(
    (name) => !wanted.has(name) && !name.endsWith('.position_ids'),
  );
  if (missing.length > 0) {
    const found = extra.length > 0 ? extra : [...weights.keys()];
    throw new WeightError(
      `${missing.length} of ${wanted.size} weights are missing: ${first(missing)}. ` +
        `The file has: ${first(found)}`,
    );
  }
  for (const [name, shape] of wanted) {
    const { shape: actual, data } = weights.get(name)!;
    // Some exporters store a scalar as a vector of one.
    const alike = count(actual) === 1 && count(shape) === 1;
    if (!alike && show(actual) !== show(shape)) {
      throw new WeightError(`${name} is ${show(actual)}, the configuration says ${show(shape)}`);
    }
    if (data.length !== count(shape)) {
      throw new WeightError(`${name} holds ${data.length} numbers, its shape says ${count(shape)}`);
    }
  }
  return extra;
}
