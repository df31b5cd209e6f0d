import {
  parseSafetensors,
  type SafetensorEntry,
  scanNonFinite,
  toFloat32,
} from '../io/safetensors.ts';
import { headNames } from '../methods/imported.ts';
import type { WeightData } from '../model/checkWeights.ts';
import { LabError } from '../protocol/labError.ts';
import { describeError } from './errors.ts';
import { exportedHead } from './exportModel.ts';
import type { Lab } from './lab.ts';
import { type LaneWeights, listProblems, weightProblems } from './laneWeights.ts';

const accepted: readonly string[] = ['F32', 'F16', 'BF16'];
const LONGEST_NAME = 80;

/** A file's name as it may stand in a message: no controls, no marks that turn text around, not long. */
function shownName(fileName: string): string {
  const plain = fileName.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '');
  return plain.length > LONGEST_NAME ? `${plain.slice(0, LONGEST_NAME)}…` : plain || 'The file';
}

/** The shapes of a head for these classes, under the names of a file. */
const headShapes = (classCount: number, width: number) =>
  new Map([
    [exportedHead.weight as string, { shape: [classCount, width] }],
    [exportedHead.bias as string, { shape: [classCount] }],
  ]);

function toWeights(tensors: ReadonlyMap<string, SafetensorEntry>): Map<string, WeightData> {
  const others = [...tensors.values()].filter(({ dtype }) => !accepted.includes(dtype));
  if (others.length > 0) {
    const named = others.map(({ name, dtype }) => `${name} is ${dtype}`);
    throw new LabError(
      'unsupported-dtype',
      `Weights must be F32, F16 or BF16; ${listProblems(named)}`,
      'Save the checkpoint in float32, float16 or bfloat16.',
    );
  }
  return new Map(
    [...tensors].map(([name, entry]) => [name, { shape: entry.shape, data: toFloat32(entry) }]),
  );
}

function readWeights(bytes: Uint8Array, { pretrained, dataset }: Lab): LaneWeights {
  const { tensors } = parseSafetensors(bytes);
  const used = [...tensors].filter(([name]) => !/(^|\.)position_ids$/.test(name));
  const heads = headShapes(dataset.classNames.length, pretrained.config.projectionDim);
  const headThere = used.some(([name]) => heads.has(name));
  const wanted = new Map<string, { readonly shape: readonly number[] }>(pretrained.variables);
  if (headThere) for (const [name, shape] of heads) wanted.set(name, shape);
  const problems = weightProblems(wanted, new Map(used));
  if (problems.length > 0) {
    throw new LabError(
      'weights-do-not-fit',
      `It does not hold the weights of the model that is loaded: ${listProblems(problems)}`,
      'Choose a checkpoint of the same architecture, in the layout of a Hugging Face CLIPModel.',
    );
  }
  const weights = toWeights(new Map(used));
  const broken = scanNonFinite(weights);
  if (broken.length > 0) {
    throw new LabError(
      'non-finite-weights',
      `It holds NaN or infinite numbers in ${listProblems(broken)}`,
      'The training it comes from diverged, or the file is damaged. Use another checkpoint.',
    );
  }
  const state = new Map<string, WeightData>();
  for (const part of ['weight', 'bias'] as const) {
    const tensor = weights.get(exportedHead[part]);
    if (tensor) state.set(headNames[part], tensor);
    weights.delete(exportedHead[part]);
  }
  return { model: weights, state, numbers: {}, stepsDone: 0 };
}

/**
 * The weights of a file that a person chose, checked against the loaded model before anything is
 * changed: format, types, names, shapes, finite numbers.
 * @throws LabError with the file's name and what is wrong with it
 */
export function readImport(fileName: string, bytes: Uint8Array, lab: Lab): LaneWeights {
  try {
    return readWeights(bytes, lab);
  } catch (error) {
    const { code, message, hint } = describeError(error);
    throw new LabError(code, `${shownName(fileName)}: ${message}`, hint);
  }
}
