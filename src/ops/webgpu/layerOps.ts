import type * as tf from '../tf.ts';
import { allocate } from './backend.ts';
import { deviceOf, type WebgpuKernel } from './current.ts';
import {
  dotKernel,
  normaliseGradientKernel,
  normaliseKernel,
  smallGroups,
} from './smallKernels.ts';
import { Steps } from './steps.ts';

type Infos = Readonly<Record<string, tf.TensorInfo>>;

/** @returns x·Wᵀ + b, [N, O] */
export const linearKernel: WebgpuKernel = ({ inputs, backend }) => {
  const { x, weight, bias } = inputs as Infos;
  const steps = new Steps(backend, deviceOf(backend));
  const [rows, K] = x!.shape as [number, number];
  const N = weight!.shape[0]!;
  const y = steps.allocate(rows, N);
  steps.multiply({ mode: 'NT', K, N, epilogue: { bias: bias !== undefined } }, rows, [
    y,
    x!,
    weight!,
    ...(bias ? [bias] : []),
  ]);
  return [y];
};

/** @returns gradients of x and weight, and of a bias where there is one */
export const linearGradientKernel: WebgpuKernel = ({ inputs, backend }) => {
  const { dy, x, weight, bias } = inputs as Infos;
  const steps = new Steps(backend, deviceOf(backend));
  const [rows, K] = x!.shape as [number, number];
  const dx = steps.allocate(rows, K);
  steps.projectGradient(dx, dy!, [weight!], rows);
  const rest = steps.weightGradients(x!, dy!, [weight!], bias ? [bias] : [], rows);
  steps.done();
  return [dx, ...rest];
};

/** @returns rows of length 1, and 1 over what they had */
export const l2NormaliseKernel: WebgpuKernel = ({ inputs, backend }) => {
  const { x } = inputs as Infos;
  const [rows, width] = x!.shape as [number, number];
  const [u, inverse] = [allocate(backend, [rows, width]), allocate(backend, [rows])];
  const { recorder } = deviceOf(backend);
  recorder.run(normaliseKernel, [u, inverse, x!], [rows, width], smallGroups(rows));
  return [u, inverse];
};

/** @returns the gradient of x */
export const l2NormaliseGradientKernel: WebgpuKernel = ({ inputs, backend }) => {
  const { dy, u, inverse } = inputs as Infos;
  const [rows, width] = u!.shape as [number, number];
  const dx = allocate(backend, [rows, width]);
  const { recorder } = deviceOf(backend);
  recorder.run(normaliseGradientKernel, [dx, dy!, u!, inverse!], [rows, width], smallGroups(rows));
  return [dx];
};

/** @returns exp(logScale)·u·vᵀ, [B, B] */
export const pairLogitsKernel: WebgpuKernel = ({ inputs, backend }) => {
  const { u, v, logScale } = inputs as Infos;
  const steps = new Steps(backend, deviceOf(backend));
  const [rows, K] = u!.shape as [number, number];
  const N = v!.shape[0]!;
  const logits = steps.allocate(rows, N);
  const product = { mode: 'NT', K, N, epilogue: { scale: true } } as const;
  steps.multiply(product, rows, [logits, u!, v!, logScale!]);
  return [logits];
};

/** @returns gradients of u, v and logScale */
export const pairLogitsGradientKernel: WebgpuKernel = ({ inputs, backend }) => {
  const { dy, u, v, logScale, logits } = inputs as Infos;
  const device = deviceOf(backend);
  const steps = new Steps(backend, device);
  const [rows, D] = u!.shape as [number, number];
  const columns = v!.shape[0]!;
  const du = steps.allocate(rows, D);
  const epilogue = { scale: true };
  steps.multiply({ mode: 'NN', K: columns, N: D, epilogue }, rows, [du, dy!, v!, logScale!]);
  const dv = steps.allocate(columns, D);
  steps.multiply({ mode: 'TN', K: columns, N: D, epilogue }, rows, [dv, dy!, u!, logScale!]);
  const dLogScale = steps.target(logScale!);
  device.recorder.run(dotKernel, [dLogScale, dy!, logits!], [rows * columns], 1);
  return [du, dv, dLogScale];
};

/** @returns y [N, W], and mean and 1/√(var + eps) of each row [N, 2] */
export const layerNormOp: WebgpuKernel = ({ inputs, attrs, backend }) => {
  const { rows, gain, shift } = inputs as Infos;
  const steps = new Steps(backend, deviceOf(backend));
  const [count, width] = rows!.shape as [number, number];
  const results = [steps.allocate(count, width), steps.allocate(count, 2)] as const;
  steps.norm(results, rows!, [gain!, shift!], count, Number(attrs.eps));
  return [...results];
};

/** @returns gradients of rows, gain and shift */
export const layerNormGradientOp: WebgpuKernel = ({ inputs, backend }) => {
  const { dy, rows, gain, shift, moments } = inputs as Infos;
  const steps = new Steps(backend, deviceOf(backend));
  const [count, width] = rows!.shape as [number, number];
  const dx = steps.allocate(count, width);
  const { gradients } = steps.normGradient(dx, dy!, rows!, moments!, [gain!, shift!], count);
  steps.done();
  return [dx, ...gradients];
};
