import {
  parseSafetensors,
  toFloat32,
  type WritableTensor,
  writeSafetensors,
} from '../io/safetensors.ts';
import type { WeightData } from '../model/checkWeights.ts';
import * as tf from '../ops/tf.ts';
import { LabError } from '../protocol/labError.ts';
import { describeError } from './errors.ts';
import type { Lane } from './lane.ts';

type Weights = ReadonlyMap<string, WeightData>;

/** All that a lane was, but for its optimiser: enough to evaluate it, not to train on. */
export interface LaneWeights {
  readonly model: Weights;
  /** The method's own variables: a head, a teacher. */
  readonly state: Weights;
  /** The method's own numbers. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly stepsDone: number;
}

const MODEL = 'model.';
const STATE = 'state.';
/** How many of a file's problems a message names. */
const SHOWN = 5;

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
export async function saveLane({ method, model, state, stepsDone }: Lane): Promise<Uint8Array> {
  const metadata = new Map([
    ['method', method.id],
    ['step', String(stepsDone)],
    ['numbers', JSON.stringify(state.numbers ?? {})],
  ]);
  const tensors = [
    ...(await readBack(model.variables, MODEL)),
    ...(await readBack(state.variables, STATE)),
  ];
  return writeSafetensors(tensors, metadata);
}

function parseNumbers(text: string | undefined): Record<string, number> {
  const parsed: unknown = JSON.parse(text ?? '{}');
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
    if (method !== id) throw new Error(`They are the weights of "${method ?? 'no method'}".`);
    const model = new Map<string, WeightData>();
    const state = new Map<string, WeightData>();
    for (const [name, entry] of tensors) {
      const side = name.startsWith(MODEL) ? model : name.startsWith(STATE) ? state : null;
      if (!side) throw new Error(`The name "${name}" is neither the model's nor the method's.`);
      side.set(name.slice(MODEL.length), { shape: entry.shape, data: toFloat32(entry) });
    }
    const said = Number(metadata.get('step'));
    const stepsDone = Number.isInteger(said) && said >= 0 ? said : step;
    return { model, state, numbers: parseNumbers(metadata.get('numbers')), stepsDone };
  } catch (error) {
    throw unfit(label, describeError(error).message);
  }
}

const show = (shape: readonly number[]) => `[${shape.join(', ')}]`;
const count = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** What is wrong with tensors that should fill these variables, one clause each; none if they fit. */
export function weightProblems(
  wanted: ReadonlyMap<string, { readonly shape: readonly number[] }>,
  found: ReadonlyMap<string, { readonly shape: readonly number[] }>,
): string[] {
  const wrong = [...wanted].flatMap(([name, { shape }]) => {
    const actual = found.get(name)?.shape;
    if (!actual) return [`${name} is missing`];
    // Some exporters store a scalar as a vector of one.
    const alike = show(actual) === show(shape) || (count(actual) === 1 && count(shape) === 1);
    return alike ? [] : [`${name} is ${show(actual)}, this model has ${show(shape)}`];
  });
  const extra = [...found.keys()].filter((name) => !wanted.has(name));
  return [...wrong, ...extra.map((name) => `${name} has no place in this model`)];
}

/** The first five problems as a sentence. */
export function listProblems(problems: readonly string[]): string {
  const more = problems.length - SHOWN;
  return `${problems.slice(0, SHOWN).join('; ')}${more > 0 ? `; and ${more} more` : ''}.`;
}

/**
 * Puts kept numbers into a lane's variables.
 * @throws LabError 'weights-do-not-fit' naming the first five problems; the lane is then unchanged
 */
export function fillLane(lane: Lane, weights: LaneWeights): void {
  const { model, state, method } = lane;
  const problems = [
    ...weightProblems(model.variables, weights.model),
    ...weightProblems(state.variables, weights.state),
  ];
  if (problems.length > 0) throw unfit(method.label, listProblems(problems));
  for (const [variables, numbers] of [
    [model.variables, weights.model],
    [state.variables, weights.state],
  ] as const) {
    for (const [name, variable] of variables) {
      const value = tf.tensor(numbers.get(name)!.data, variable.shape, 'float32');
      variable.assign(value);
      value.dispose();
    }
  }
  for (const name of Object.keys(state.numbers ?? {})) {
    const value = weights.numbers[name];
    if (value !== undefined) state.numbers![name] = value;
  }
  lane.stepsDone = weights.stepsDone;
}
