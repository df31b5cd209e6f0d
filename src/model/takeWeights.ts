import { type SafetensorEntry, scanNonFinite, toFloat32 } from '../io/safetensors.ts';
import { SafetensorsError } from '../io/safetensorsError.ts';
import { listSome } from '../math/showValue.ts';
import type { WeightData } from './checkWeights.ts';
import { WeightError } from './weightError.ts';

/** The largest number of float16, in which CLIPs are published; theirs stay below 100. */
export const LARGEST_WEIGHT = 65_504;
/** exp(logit_scale) lies between 1/1,000 and 1,000. CLIP's pretraining clamps it at 100. */
export const LARGEST_LOGIT_SCALE = 1000;

export interface TakenWeights {
  /** What was wanted, in float32. */
  readonly weights: ReadonlyMap<string, WeightData>;
  /** The other tensors of the file, with their types: "text_model.embeddings.position_ids (I64)". */
  readonly leftOut: readonly string[];
}

function readTypes(entries: readonly SafetensorEntry[]): Map<string, WeightData> {
  const weights = new Map<string, WeightData>();
  const others: string[] = [];
  for (const entry of entries) {
    const { name, dtype, shape } = entry;
    try {
      weights.set(name, { shape, data: toFloat32(entry) });
    } catch (error) {
      if (!(error instanceof SafetensorsError)) throw error;
      others.push(`${name} is ${dtype}`);
    }
  }
  if (others.length === 0) return weights;
  throw new WeightError(
    `Weights are read as F32, F16, BF16 or F64, but ${listSome(others)}.`,
    'unsupported-dtype',
    'Save the checkpoint in float32, float16 or bfloat16.',
  );
}

const largestOf = (data: Float32Array): number => {
  let largest = 0;
  for (let i = 0; i < data.length; i++) largest = Math.max(largest, Math.abs(data[i]!));
  return largest;
};

/**
 * Refuses numbers with which no model can count: NaN, infinite ones, and finite ones so large that
 * products of them overflow.
 * @throws WeightError 'non-finite-weights' or 'absurd-weights', with names and the bound
 */
function checkNumbers(weights: ReadonlyMap<string, WeightData>): void {
  const broken = scanNonFinite(weights);
  if (broken.length > 0) {
    throw new WeightError(
      `It holds NaN or infinite numbers in ${listSome(broken)}.`,
      'non-finite-weights',
      'The training it comes from diverged, or the file is damaged. Use another checkpoint.',
    );
  }
  const hint = 'The file is damaged, or holds something else than a CLIP. Use another checkpoint.';
  const [scale] = weights.get('logit_scale')?.data ?? [0];
  if (Math.abs(scale!) > Math.log(LARGEST_LOGIT_SCALE)) {
    throw new WeightError(
      `Its logit_scale is ${scale!.toPrecision(4)}, the logarithm of a factor; at most ±${Math.log(LARGEST_LOGIT_SCALE).toFixed(2)} (ln ${LARGEST_LOGIT_SCALE}) is read, and CLIP stops at 4.61 (ln 100).`,
      'absurd-weights',
      hint,
    );
  }
  const huge = [...weights].flatMap(([name, { data }]) => {
    const largest = largestOf(data);
    return largest > LARGEST_WEIGHT ? [`${name} has ${largest.toExponential(1)}`] : [];
  });
  if (huge.length === 0) return;
  throw new WeightError(
    `Its numbers are too large to count with, at most ${LARGEST_WEIGHT} is read: ${listSome(huge)}.`,
    'absurd-weights',
    hint,
  );
}

/**
 * The tensors of a file that a model wants; types and numbers of the others do not matter, they are
 * never read.
 *
 * @throws WeightError 'unsupported-dtype', 'non-finite-weights' or 'absurd-weights'
 */
export function takeWeights(
  wanted: { has(name: string): boolean },
  tensors: ReadonlyMap<string, SafetensorEntry>,
): TakenWeights {
  const entries = [...tensors.values()];
  const weights = readTypes(entries.filter(({ name }) => wanted.has(name)));
  checkNumbers(weights);
  const others = entries.filter(({ name }) => !wanted.has(name));
  return { weights, leftOut: others.map(({ name, dtype }) => `${name} (${dtype})`) };
}

/** What a person should know of the tensors left out; nothing if there are none. */
export function leftOutNotes(file: string, leftOut: readonly string[]): string[] {
  if (leftOut.length === 0) return [];
  const what = leftOut.length === 1 ? 'one tensor has' : `${leftOut.length} tensors have`;
  return [`${file}: ${what} no place in this model and were left out: ${listSome(leftOut)}.`];
}
