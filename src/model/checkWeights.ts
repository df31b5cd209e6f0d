import { cutText, listSome } from '../math/showValue.ts';
import type { ClipConfig } from './clipConfig.ts';
import { WeightError } from './weightError.ts';
import { weightShapes } from './weightNames.ts';

/** One tensor of a checkpoint, in float32. */
export interface WeightData {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Tensors of which only the shapes matter yet. */
export type WeightShapes = ReadonlyMap<string, { readonly shape: readonly number[] }>;

const show = (shape: readonly number[]) => `[${shape.slice(0, 8).join(', ')}]`;
const count = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

/** Some exporters store a scalar as a vector of one. */
const isAlike = (a: readonly number[], b: readonly number[]) =>
  (a.length === b.length && a.every((side, i) => side === b[i])) ||
  (count(a) === 1 && count(b) === 1);

/** Parts of layers are parts of the computation: a model that left them out would be another one. */
export const isLayerPart = (name: string) => /(^|\.)encoder\.layers\.\d+\./.test(name);

/** What is wrong with tensors that should fill these weights, one clause each; none if they fit. */
export function weightProblems(wanted: WeightShapes, found: WeightShapes): string[] {
  return [...wanted].flatMap(([name, { shape }]) => {
    const actual = found.get(name)?.shape;
    if (!actual) return [`${name} is missing`];
    return isAlike(actual, shape)
      ? []
      : [`${name} is ${show(actual)}, this model has ${show(shape)}`];
  });
}

/**
 * Compares a checkpoint with a model's configuration: every weight there, every shape right, no part
 * of a layer too many.
 *
 * @throws WeightError naming the first missing weights and what was found, or the wrong shapes
 */
export function checkWeights(config: ClipConfig, found: WeightShapes): void {
  const wanted = new Map([...weightShapes(config)].map(([name, shape]) => [name, { shape }]));
  const problems = weightProblems(wanted, found);
  const extra = [...found.keys()].filter((name) => !wanted.has(name));
  const parts = extra
    .filter(isLayerPart)
    .map((name) => `${cutText(name)} has no place in this model`);
  if (problems.length + parts.length === 0) return;
  const missing = [...wanted.keys()].some((name) => !found.has(name));
  const instead = missing && extra.length > 0 ? ` The file has: ${listSome(extra)}.` : '';
  throw new WeightError(
    `The weights are not those of the configuration: ${listSome([...problems, ...parts])}.${instead}`,
  );
}
