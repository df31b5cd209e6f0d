import { parseSafetensors } from '../io/safetensors.ts';
import { SafetensorsError } from '../io/safetensorsError.ts';
import { cutText, listSome } from '../math/showValue.ts';
import { headNames } from '../methods/ownHead.ts';
import { isLayerPart, type WeightData, weightProblems } from '../model/checkWeights.ts';
import { leftOutNotes, takeWeights } from '../model/takeWeights.ts';
import { LabError } from '../protocol/labError.ts';
import { describeError } from './errors.ts';
import { exportedHead } from './exportModel.ts';
import type { Lab } from './lab.ts';
import type { LaneWeights } from './lane/laneFile.ts';

/** Weights of a file, and what a person should know of it. */
export interface ReadImport {
  readonly weights: LaneWeights;
  /** The file's name as it may stand in a message. */
  readonly shownName: string;
  readonly notes: readonly string[];
}

const nameOf = (fileName: string) => cutText(fileName, 80) || 'The file';

/** The shapes of a head for these classes, under the names of a file. */
const headShapes = (classCount: number, width: number) =>
  new Map([
    [exportedHead.weight as string, { shape: [classCount, width] }],
    [exportedHead.bias as string, { shape: [classCount] }],
  ]);

/** "model-00001-of-00002.safetensors" is a part, whatever it holds: says of how many. */
function refusePart(fileName: string): void {
  const count = Number(/-\d{5}-of-(\d{5})\.safetensors$/i.exec(fileName)?.[1] ?? 1);
  if (count > 1) {
    throw new SafetensorsError('sharded', `This is one part of a checkpoint in ${count} parts.`);
  }
}

function readWeights(bytes: Uint8Array, fileName: string, lab: Lab): ReadImport {
  const { pretrained, dataset } = lab;
  const { tensors } = parseSafetensors(bytes);
  const heads = headShapes(dataset.classNames.length, pretrained.config.projectionDim);
  const wanted = new Map<string, { readonly shape: readonly number[] }>(pretrained.variables);
  const headThere = [...heads.keys()].some((name) => tensors.has(name));
  if (headThere) for (const [name, shape] of heads) wanted.set(name, shape);
  const parts = [...tensors.keys()].filter((name) => !wanted.has(name) && isLayerPart(name));
  const problems = [
    ...weightProblems(wanted, tensors),
    ...parts.map((name) => `${cutText(name)} has no place in this model`),
  ];
  if (problems.length > 0) {
    refusePart(fileName);
    throw new LabError(
      'weights-do-not-fit',
      `It does not hold the weights of the model that is loaded: ${listSome(problems)}.`,
      'Choose a checkpoint of the same architecture, in the layout of a Hugging Face CLIPModel.',
    );
  }
  const { weights, leftOut } = takeWeights(wanted, tensors);
  const model = new Map(weights);
  const state = new Map<string, WeightData>();
  for (const part of ['weight', 'bias'] as const) {
    const tensor = model.get(exportedHead[part]);
    if (tensor) state.set(headNames[part], tensor);
    model.delete(exportedHead[part]);
  }
  return {
    weights: { model, state, numbers: {}, stepsDone: 0 },
    shownName: nameOf(fileName),
    notes: leftOutNotes(nameOf(fileName), leftOut),
  };
}

/**
 * The weights of a file that a person chose, checked against the loaded model before anything is
 * changed: format, types, names, shapes, numbers. Tensors that the model has no use for are left out,
 * whatever they hold, and listed in the notes.
 * @throws LabError with the file's name and what is wrong with it
 */
export function readImport(fileName: string, bytes: Uint8Array, lab: Lab): ReadImport {
  try {
    return readWeights(bytes, fileName, lab);
  } catch (error) {
    const { code, message, hint } = describeError(error);
    throw new LabError(code, `${nameOf(fileName)}: ${message}`, hint);
  }
}
