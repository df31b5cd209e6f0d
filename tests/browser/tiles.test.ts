import { beforeAll, describe, expect, test } from 'vitest';
import * as tf from '../../src/ops/tf.ts';
import { allocate, type WebgpuBackend } from '../../src/ops/webgpu/backend.ts';
import { chooseTiles, measureTiles, useTiles } from '../../src/ops/webgpu/chooseTiles.ts';
import { deviceOf } from '../../src/ops/webgpu/current.ts';
import { matMulGrid, matMulKernel } from '../../src/ops/webgpu/matMulKernel.ts';
import type { Epilogue, Product } from '../../src/ops/webgpu/product.ts';
import {
  candidatesFor,
  choiceNamed,
  portableTiles,
  softwareChoice,
  type TileName,
  tileNamed,
} from '../../src/ops/webgpu/tiles.ts';
import { expectClose } from '../support/expectClose.ts';
import { sampled } from '../support/sampled.ts';

const backend = () => tf.backend() as unknown as WebgpuBackend;

/** All modes, all that happens on the way out, strides and offsets; sizes above and below a tile's. */
const products: readonly Product[] = [
  { mode: 'NT', K: 36, N: 68, epilogue: { bias: true, gelu: true, keep: true } },
  { mode: 'NT', K: 8, N: 32, epilogue: { bias: true, gelu: true } },
  { mode: 'NT', K: 36, N: 64, cStride: 72, cOffset: 4, epilogue: { scale: true } },
  { mode: 'NN', K: 36, N: 36, aStride: 44, aOffset: 8, epilogue: { residual: true } },
  { mode: 'NN', K: 8, N: 96, epilogue: { geluGradient: true } },
  { mode: 'TN', K: 68, N: 20, sums: true },
  { mode: 'TN', K: 20, N: 64, aStride: 28, aOffset: 8, epilogue: { scale: true } },
];

const gelu = (x: number) => x / (1 + Math.exp(-1.702 * x));
const slope = (x: number) => {
  const g = 1 / (1 + Math.exp(-1.702 * x));
  return g * (1 + 1.702 * x * (1 - g));
};

interface Given {
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly bias: Float32Array;
  readonly aux: Float32Array;
  readonly logScale: number;
}

/** By the definition, in double precision. @returns C, and the second output where there is one */
function reference(product: Product, R: number, { a, b, bias, aux, logScale }: Given) {
  const { mode, K, N, epilogue = {} as Epilogue } = product;
  const { aStride = K, aOffset = 0, cStride = N, cOffset = 0 } = product;
  const isColumns = mode === 'TN';
  const [down, inner] = isColumns ? [K, R] : [R, K];
  const c = new Float64Array(down * (isColumns ? N : cStride));
  const second = new Float64Array(isColumns ? K : c.length);
  for (let i = 0; i < down; i++) {
    for (let j = 0; j < N; j++) {
      let v = 0;
      for (let k = 0; k < inner; k++) {
        const left = isColumns ? k * aStride + aOffset + i : i * aStride + aOffset + k;
        v += a[left]! * b[mode === 'NT' ? j * K + k : k * N + j]!;
        if (isColumns && j === 0) second[i]! += a[left]!;
      }
      const at = isColumns ? i * N + j : i * cStride + cOffset + j;
      if (epilogue.scale) v *= Math.exp(logScale);
      if (epilogue.bias) v += bias[j]!;
      if (epilogue.keep) second[at] = v;
      if (epilogue.gelu) v = gelu(v);
      if (epilogue.geluGradient) v *= slope(aux[at]!);
      if (epilogue.residual) v += aux[at]!;
      c[at] = v;
    }
  }
  return { c, second };
}

describe('every tile gives the product by its definition', () => {
  /**
   * Those that can be chosen for a product, and that this device can run. Tiles in workgroup memory
   * get one product of each mode: an adapter in software compiles them for seconds.
   */
  const namesFor = (product: Product) => {
    const { mode } = product;
    const { abilities } = deviceOf(backend());
    const { rows, columns, large } = candidatesFor(abilities);
    const given = Object.values(softwareChoice(abilities));
    const all = [...new Set([...(mode === 'TN' ? columns : rows), ...large, ...given])];
    const isFirst = products.find((other) => other.mode === mode) === product;
    return all.filter((name) => isFirst || tileNamed(name).kind !== 'shared');
  };

  beforeAll(async () => {
    const { recorder } = deviceOf(backend());
    await Promise.all(
      products.flatMap((product) =>
        namesFor(product).map((name) => recorder.prepare(matMulKernel(product, tileNamed(name)))),
      ),
    );
  });

  const cases = products.flatMap((product) => [5, 70].map((R) => [product, R] as const));

  test.each(cases)('%j of %i rows', async (product, R) => {
    const { recorder } = deviceOf(backend());
    const { mode, K, N, aStride = K, cStride = N, epilogue = {}, sums } = product;
    const isColumns = mode === 'TN';
    const sizeC = isColumns ? K * N : R * cStride;
    const logScale = 0.4;
    const a = sampled([R, aStride], 1);
    const b = sampled(isColumns ? [R, N] : mode === 'NT' ? [N, K] : [K, N], 2);
    const bias = sampled([N], 3);
    const aux = sampled([sizeC], 4, 3);
    const scale = tf.scalar(logScale);
    const inputs = [a, b, bias, aux];
    const [av, bv, biasv, auxv] = await Promise.all(inputs.map((x) => x.data<'float32'>()));
    const expected = reference(product, R, { a: av!, b: bv!, bias: biasv!, aux: auxv!, logScale });
    const { scale: scaled, bias: biased, keep, geluGradient, residual } = epilogue;
    const covered = Array.from(expected.c, (_, at) => isColumns || isCovered(product, at));
    for (const name of namesFor(product)) {
      const tile = tileNamed(name);
      const fresh = (size: number) => {
        const { dataId } = allocate(backend(), [size]);
        return tf.engine().makeTensorFromDataId(dataId, [size], 'float32');
      };
      const [c, second] = [fresh(sizeC), fresh(sums ? K : sizeC)];
      // The gradient of the activation leaves the activation in its place.
      const own = tf.tensor1d(auxv!);
      recorder.run(
        matMulKernel(product, tile),
        [
          c,
          a,
          b,
          ...(scaled ? [scale] : []),
          ...(biased ? [bias] : []),
          ...(residual || geluGradient ? [own] : []),
          ...(keep || sums ? [second] : []),
        ],
        [R],
        matMulGrid(product, tile, R),
      );
      const only = (values: ArrayLike<number>) => Array.from(values).filter((_, at) => covered[at]);
      const tolerance = { atol: 2e-5, rtol: 2e-5 };
      expectClose(only(await c.data()), only(expected.c), tolerance, name);
      if (keep || sums)
        expectClose(await second.data(), expected.second, tolerance, `${name}, 2nd`);
      if (geluGradient) {
        const activated = Array.from(auxv!, gelu);
        expectClose(await own.data(), activated, tolerance, `${name}, activation`);
      }
      tf.dispose([c, second, own]);
    }
    tf.dispose([...inputs, scale]);
  });

  test('without subgroups there are those that need none', () => {
    const all = Object.values(candidatesFor({ subgroups: false })).flat();
    expect(new Set(all)).toEqual(
      new Set(
        Object.values(candidatesFor({ subgroups: true }))
          .flat()
          .filter(isPlain),
      ),
    );
  });
});

const isPlain = (name: TileName) => !name.startsWith('quads');

/** Whether a place of a strided output is written. */
function isCovered({ N, cStride = N, cOffset = 0 }: Product, at: number): boolean {
  const column = (at % cStride) - cOffset;
  return column >= 0 && column < N;
}

describe('the choice of tiles', () => {
  const never = { read: async () => null, write: async () => {} };

  test('a software adapter is not measured, and never given the workgroup tile', async () => {
    const { abilities } = deviceOf(backend());
    let asked = 0;
    const kept = { ...never, read: async () => void asked++ };
    const choice = await chooseTiles(true, kept);
    expect(asked).toBe(0);
    expect(choice).toBe(abilities.subgroups ? 'quads-16x1 / quads-16x2' : 'registers-8x2');
    expect(deviceOf(backend()).tiles.columns).toBe(
      tileNamed(choiceNamed(choice, abilities)!.columns),
    );
  });

  test('one that was kept is used, one that says nothing is not', async () => {
    const kept = { ...never, read: async () => 'registers-8x2 / registers-8x2-sliced' };
    expect(await chooseTiles(false, kept)).toBe('registers-8x2 / registers-8x2-sliced');
    expect(deviceOf(backend()).tiles).toEqual(portableTiles);
    expect(useTiles('registers-8x2')).toBe(true);
    expect(useTiles('something of another version')).toBe(false);
    expect(useTiles('registers-8x2 / shared-64x64 / registers-8x2 / registers-8x2')).toBe(false);
    expect(deviceOf(backend()).tiles.rows).toBe(tileNamed('registers-8x2'));
    expect(choiceNamed('quads-8x2', { subgroups: false })).toBeNull();
    expect(useTiles('registers-8x2 / registers-8x2-sliced')).toBe(true);
  });

  test('measured, it is the fastest of those that are tried', async () => {
    // Of two, since an adapter in software compiles the large ones for seconds.
    const two = () => ({
      rows: ['registers-8x2' as const],
      columns: ['registers-8x2-sliced', 'registers-8x2'] as TileName[],
      large: ['registers-8x2' as const],
    });
    const choice = await measureTiles(256, two, 64);
    expect(choice.rows).toBe('registers-8x2');
    // Slices take an adapter in software twice the time, however the machine is loaded.
    const { info } = (await navigator.gpu.requestAdapter())!;
    if (info.isFallbackAdapter) expect(choice.columns).toBe('registers-8x2');
    else expect(two().columns).toContain(choice.columns);
  });
});
