import * as tf from '../../src/ops/tf.ts';

/** A tensor of a reference file: row-major, exact in float32 where it is an input. */
export interface VectorTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** A reference scalar is a plain number. */
export type VectorValue = VectorTensor | number;

/** A case of a reference file, before a test says what is in it. */
export interface VectorCase<Inputs, Expected> {
  readonly id: string;
  readonly inputs: Inputs;
  readonly expected: Expected;
}

export const dataOf = (value: VectorValue): readonly number[] =>
  typeof value === 'number' ? [value] : value.data;

export const shapeOf = (value: VectorValue): number[] =>
  typeof value === 'number' ? [] : [...value.shape];

/** The tensor of a reference value; the caller disposes it. */
export function tensorOf<T extends tf.Tensor = tf.Tensor>(
  value: VectorValue,
  dtype: 'float32' | 'int32' = 'float32',
): T {
  return tf.tensor([...dataOf(value)], shapeOf(value), dtype) as T;
}
