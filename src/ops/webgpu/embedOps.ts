import type * as tf from '../tf.ts';
import { claim, encoderOf, viewOf } from './backend.ts';
import { deviceOf, type WebgpuKernel } from './current.ts';
import {
  embedGroups,
  patchKernel,
  placePatchesGradientKernel,
  placePatchesKernel,
  placeTokensKernel,
  positionGradientKernel,
  tokenGradientItems,
  tokenGradientKernel,
} from './embedKernels.ts';
import { Steps } from './steps.ts';

type Infos = Readonly<Record<string, tf.TensorInfo>>;

/** @returns states [B, 1 + P, W], and for a gradient to come the patches [B·P, 3·p·p] */
export const patchesKernel: WebgpuKernel = ({ inputs, attrs, backend }) => {
  const { images, kernel, token, positions } = inputs as Infos;
  const device = deviceOf(backend);
  const steps = new Steps(backend, device);
  const [B, side] = images!.shape as [number, number];
  const [W, , patch] = kernel!.shape as [number, number, number];
  const P = (side / patch) ** 2;
  const K = 3 * patch * patch;
  const kept = attrs.recording ? [steps.allocate(B * P, K)] : [];
  const [patches = steps.scratch(B * P, K)] = kept;
  const count = B * P * K;
  device.recorder.run(
    patchKernel({ side, patch }),
    [patches, images!],
    [count],
    embedGroups(count),
  );
  const projected = steps.scratch(B * P, W);
  steps.multiply({ mode: 'NT', K, N: W }, B * P, [projected, patches, kernel!]);
  const states = steps.allocate(B, 1 + P, W);
  device.recorder.run(
    placePatchesKernel(P, W),
    [states, projected, token!, positions!],
    [B],
    embedGroups(B * (1 + P) * (W / 4)),
  );
  steps.done();
  return [states, ...kept];
};

/** @returns gradients of kernel, token and positions */
export const patchesGradientKernel: WebgpuKernel = ({ inputs, backend }) => {
  const { dy, patches, kernel, token, positions } = inputs as Infos;
  const device = deviceOf(backend);
  const steps = new Steps(backend, device);
  const [B, length, W] = dy!.shape as [number, number, number];
  const P = length - 1;
  const K = patches!.shape[1]!;
  const dProjected = steps.scratch(B * P, W);
  const [dToken, dPositions] = [steps.target(token!), steps.target(positions!)];
  device.recorder.run(
    placePatchesGradientKernel(P, W),
    [dProjected, dToken, dPositions, dy!],
    [B],
    embedGroups(length * (W / 4)),
  );
  const dKernel = steps.target(kernel!);
  steps.multiply({ mode: 'TN', K: W, N: K }, B * P, [dKernel, dProjected, patches!]);
  steps.done();
  return [dKernel, dToken, dPositions];
};

/** @returns states [B, T, W] */
export const tokensKernel: WebgpuKernel = ({ inputs, backend }) => {
  const { tokens, table, positions } = inputs as Infos;
  const { recorder } = deviceOf(backend);
  const [B, T] = tokens!.shape as [number, number];
  const W = table!.shape[1]!;
  const states = new Steps(backend, deviceOf(backend)).allocate(B, T, W);
  recorder.run(
    placeTokensKernel(W),
    [states, table!, positions!, tokens!],
    [B * T, T],
    embedGroups(B * T * (W / 4)),
  );
  return [states];
};

/** @returns gradients of table and positions */
export const tokensGradientKernel: WebgpuKernel = ({ inputs, backend }) => {
  const { dy, tokens, table, positions } = inputs as Infos;
  const device = deviceOf(backend);
  const steps = new Steps(backend, device);
  const [B, T] = tokens!.shape as [number, number];
  const [M, W] = positions!.shape as [number, number];
  const dTable = steps.target(table!);
  const { buffer, offset, size } = viewOf(backend, dTable);
  encoderOf(backend).clearBuffer(buffer, offset, size);
  claim(backend, dTable);
  device.recorder.run(
    tokenGradientKernel(W),
    [dTable, dy!, tokens!],
    [B * T],
    embedGroups(tokenGradientItems(B * T, W)),
  );
  const dPositions = steps.target(positions!);
  device.recorder.run(
    positionGradientKernel(W),
    [dPositions, dy!],
    [B, T, M],
    embedGroups(M * (W / 4)),
  );
  return [dTable, dPositions];
};
