import {
  parseSafetensors,
  toFloat32,
  type WritableTensor,
  writeSafetensors,
} from '../../io/safetensors.ts';
import { cutText, listSome, quoteText } from '../../math/showValue.ts';
import type { MethodState } from '../../methods/method.ts';
import { type WeightData, weightProblems } from '../../model/checkWeights.ts';
import * as tf from '../../ops/tf.ts';
import { LabError } from '../../protocol/labError.ts';
import { describeError } from '../errors.ts';
import type { Lane } from './lane.ts';
import type { Teacher } from './teacher.ts';

type Weights = ReadonlyMap<string, WeightData>;

/** All that a lane was, but for its optimiser: enough to evaluate it, not to train on. */
export interface LaneWeights {
  readonly model: Weights;
  /** The method's own variables (a head), and its teacher's. */
  readonly state: Weights;
  /** The method's own numbers. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly stepsDone: number;
}

/** What says which tensors a lane has, and of what shapes. */
export interface LaneShape {
  readonly method: { readonly label: string };
  readonly model: Pick<Lane['model'], 'variables'>;
  readonly state: MethodState;
  readonly teacher: Pick<Teacher, 'isFrozen' | 'model' | 'variables' | 'numbers'> | null;
}

/** What a lane has beside the model: the method's own, and all of its teacher. */
function besides({ state, teacher: any }: LaneShape): {
  readonly variables: ReadonlyMap<string, tf.Variable>;
  readonly numbers: readonly Record<string, number>[];
} {
  const teacher = any?.isFrozen ? null : any;
  const taught = teacher ? [...teacher.model.variables, ...teacher.variables] : [];
  return {
    variables: new Map([
      ...state.variables,
      ...taught.map(([name, variable]) => [`${TEACHER}${name}`, variable] as const),
    ]),
    numbers: [state.numbers ?? {}, ...(teacher ? [teacher.numbers] : [])],
  };
}

const TEACHER = 'teacher.';
const MODEL = 'model.';
const STATE = 'state.';

/** The numbers of some variables, read back from the device. */
export async function readBack(
  variables: Iterable<readonly [string, tf.Tensor]>,
  prefix = '',
): Promise<WritableTensor[]> {
  return Promise.all(
    [...variables].map(async ([name, variable]) => ({
      name: `${prefix}${name}`,
      shape: variable.shape,
      data: Float32Array.from(await variable.data<'float32'>()),
    })),
  );
}

/** A lane as a safetensors file, F32: `model.…` and `state.…`, method, step and numbers as metadata. */
export async function saveLane(lane: Lane): Promise<Uint8Array> {
  const { method, model, stepsDone } = lane;
  const { variables, numbers } = besides(lane);
  const metadata = new Map([
    ['method', method.id],
    ['step', String(stepsDone)],
    ['numbers', JSON.stringify(Object.assign({}, ...numbers))],
  ]);
  const tensors = [
    ...(await readBack(model.variables, MODEL)),
    ...(await readBack(variables, STATE)),
  ];
  return writeSafetensors(tensors, metadata);
}

function parseNumbers(text: string | undefined): Record<string, number> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? '{}');
  } catch {
    throw new Error('The numbers of the method are not valid JSON.');
  }
  const entries = typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  return Object.fromEntries(entries.filter((entry) => typeof entry[1] === 'number'));
}

const unfit = (label: string, why: string) =>
  new LabError(
    'weights-do-not-fit',
    `The kept weights of ${label} cannot be used: ${why}`,
    'They belong to another model or to an older version of the lab. Run the race again.',
  );

/**
 * Reads back what `saveLane` wrote.
 * @param step where the run stood, for a file that does not say
 * @throws LabError 'weights-do-not-fit' for bytes that are no such file, or another method's
 */
export function readLane(
  { id, label }: { readonly id: string; readonly label: string },
  bytes: Uint8Array,
  step: number,
): LaneWeights {
  try {
    const { tensors, metadata } = parseSafetensors(bytes);
    const method = metadata.get('method');
    if (method !== id)
      throw new Error(`They are the weights of ${quoteText(method ?? 'no method')}.`);
    const model = new Map<string, WeightData>();
    const state = new Map<string, WeightData>();
    for (const [name, entry] of tensors) {
      const side = name.startsWith(MODEL) ? model : name.startsWith(STATE) ? state : null;
      if (!side)
        throw new Error(`The name ${quoteText(name)} is neither the model's nor the method's.`);
      side.set(name.slice(MODEL.length), { shape: entry.shape, data: toFloat32(entry) });
    }
    const said = Number(metadata.get('step'));
    const stepsDone = Number.isInteger(said) && said >= 0 ? said : step;
    return { model, state, numbers: parseNumbers(metadata.get('numbers')), stepsDone };
  } catch (error) {
    throw unfit(label, describeError(error).message);
  }
}

/** What is wrong with tensors that are to fill these variables and nothing else. */
function exactProblems(
  wanted: ReadonlyMap<string, tf.Variable>,
  found: ReadonlyMap<string, WeightData>,
): string[] {
  const extra = [...found.keys()].filter((name) => !wanted.has(name));
  return [
    ...weightProblems(wanted, found),
    ...extra.map((name) => `${cutText(name)} has no place in this model`),
  ];
}

/** @throws LabError 'weights-do-not-fit' naming the first five problems */
export function demandFit(lane: LaneShape, weights: LaneWeights): void {
  const problems = [
    ...exactProblems(lane.model.variables, weights.model),
    ...exactProblems(besides(lane).variables, weights.state),
  ];
  if (problems.length > 0) throw unfit(lane.method.label, `${listSome(problems)}.`);
}

/**
 * Puts kept numbers into a lane's variables.
 * @throws LabError as `demandFit`; the lane is then unchanged
 */
export function fillLane(lane: Lane, weights: LaneWeights): void {
  demandFit(lane, weights);
  const { model } = lane;
  const beside = besides(lane);
  for (const [variables, numbers] of [
    [model.variables, weights.model],
    [beside.variables, weights.state],
  ] as const) {
    for (const [name, variable] of variables) {
      const value = tf.tensor(numbers.get(name)!.data, variable.shape, 'float32');
      variable.assign(value);
      value.dispose();
    }
  }
  for (const own of beside.numbers) {
    for (const name of Object.keys(own)) own[name] = weights.numbers[name] ?? own[name]!;
  }
  lane.stepsDone = weights.stepsDone;
}
