import type * as tf from '../tf.ts';
import {
  type AttentionLayout,
  attentionGroups,
  attentionKernel,
  keyGradientKernel,
  queryGradientKernel,
} from './attentionKernels.ts';
import { deviceOf, type KernelCall, type WebgpuKernel } from './current.ts';
import { type Picked, pickGroups, pickKernel, spreadKernel } from './pickKernels.ts';
import { type Placed, Steps } from './steps.ts';

type Info = tf.TensorInfo;

/** What a block is, from the call: see `transformerBlock`. */
function frame({ inputs, attrs, backend }: KernelCall) {
  const device = deviceOf(backend);
  const [B, T, W] = inputs.x!.shape as [number, number, number];
  const heads = Number(attrs.heads);
  const pooled = Boolean(attrs.pooled);
  const layout: AttentionLayout = {
    heads,
    headSize: W / heads,
    causal: Boolean(attrs.causal),
    pooled,
  };
  const { positions } = inputs;
  const at = positions ? [positions] : [];
  const picked: Picked = positions ? 'position' : 'first';
  return {
    steps: new Steps(backend, device),
    recorder: device.recorder,
    layout,
    picked,
    eps: Number(attrs.eps),
    // Which keys a picked query sees is asked of its position only under a causal mask.
    seen: layout.causal && pooled ? at : [],
    at,
    B,
    T,
    W,
    rows: B * T,
    /** Rows that leave the block. */
    kept: pooled ? B : B * T,
    inner: inputs.fc1Weight!.shape[0]!,
  };
}

const projections = ({ inputs }: KernelCall) => ({
  weights: [inputs.qWeight!, inputs.kWeight!, inputs.vWeight!],
  biases: [inputs.qBias!, inputs.kBias!, inputs.vBias!],
});

/**
 * A whole pre-LayerNorm block in seven dispatches, nine where one state of each item leaves it.
 *
 * @returns y, and while a gradient is to come what it needs: source, stats1, q, kv, mixed, logSums,
 *   attended, normed, stats2, pre, activated, picked; without pooling there is neither kv, which is q's
 *   matrix, nor picked, which is source
 */
export const blockKernel: WebgpuKernel = (call) => {
  const { inputs, attrs } = call;
  const { x } = inputs as { x: Info };
  const { steps, recorder, layout, picked, eps, seen, at, B, T, W, rows, kept, inner } =
    frame(call);
  const { weights, biases } = projections(call);
  const { pooled, heads } = layout;
  const keep = Boolean(attrs.recording);
  const saved: Info[] = [];
  const room = (...shape: number[]): Placed => {
    if (!keep) return steps.scratch(...shape);
    const info = steps.allocate(...shape);
    saved.push(info);
    return info;
  };
  const source = room(rows, W);
  steps.norm([source, room(rows, 2)], x, [inputs.norm1Gain!, inputs.norm1Shift!], rows, eps);
  const q = pooled ? room(B, W) : room(rows, 3 * W);
  const kv = pooled ? room(rows, 2 * W) : q;
  const mixed = room(kept, W);
  const logSums = room(kept * heads);
  const attended = room(kept, W);
  const normed = room(kept, W);
  const stats2 = room(kept, 2);
  const pre = keep ? [room(kept, inner)] : [];
  const activated = room(kept, inner);
  let residual: Placed = x;
  if (pooled) {
    const pickedSource = room(B, W);
    residual = steps.scratch(B, W);
    recorder.run(
      pickKernel(W, picked),
      [pickedSource, residual, source, x, ...at],
      [B, T],
      pickGroups(B, W),
    );
    steps.project(q, pickedSource, weights.slice(0, 1), biases.slice(0, 1), B);
    steps.project(kv, source, weights.slice(1), biases.slice(1), rows);
  } else {
    steps.project(q, source, weights, biases, rows);
  }
  recorder.run(
    attentionKernel(layout),
    [mixed, logSums, q, kv, ...seen],
    [B, T],
    attentionGroups(kept * heads),
  );
  const outward = { mode: 'NT', K: W, N: W, epilogue: { bias: true, residual: true } } as const;
  steps.multiply(outward, kept, [attended, mixed, inputs.outWeight!, inputs.outBias!, residual]);
  const norm2 = [inputs.norm2Gain!, inputs.norm2Shift!] as const;
  steps.norm([normed, stats2], attended, norm2, kept, eps);
  const widen = { mode: 'NT', K: W, N: inner, epilogue: { bias: true, gelu: true, keep } } as const;
  steps.multiply(widen, kept, [activated, normed, inputs.fc1Weight!, inputs.fc1Bias!, ...pre]);
  const y = steps.allocate(B, pooled ? 1 : T, W);
  const narrow = { mode: 'NT', K: inner, N: W, epilogue: { bias: true, residual: true } } as const;
  steps.multiply(narrow, kept, [y, activated, inputs.fc2Weight!, inputs.fc2Bias!, attended]);
  steps.done();
  return [y, ...saved];
};

/**
 * All gradients of a block in fourteen dispatches, seventeen with pooling.
 *
 * Inputs: those of the block, `dy`, and what it kept.
 * @returns dx, then those of the sixteen weights in their order
 */
export const blockGradientKernel: WebgpuKernel = (call) => {
  const { inputs } = call;
  const { x, dy, source, stats1, q, mixed, logSums, attended, normed, stats2, pre, activated } =
    inputs as Record<string, Info>;
  const { steps, recorder, layout, picked, seen, at, B, T, W, rows, kept, inner } = frame(call);
  const { weights, biases } = projections(call);
  const { pooled, heads } = layout;
  const kv = pooled ? inputs.kv! : q!;

  const dPre = steps.scratch(kept, inner);
  const narrowed = { mode: 'NN', K: W, N: inner, epilogue: { geluGradient: true } } as const;
  steps.multiply(narrowed, kept, [dPre, dy!, inputs.fc2Weight!, pre!]);
  const fc2 = steps.weightGradients(activated!, dy!, [inputs.fc2Weight!], [inputs.fc2Bias!], kept);
  const dNormed = steps.scratch(kept, W);
  steps.projectGradient(dNormed, dPre, [inputs.fc1Weight!], kept);
  const fc1 = steps.weightGradients(normed!, dPre, [inputs.fc1Weight!], [inputs.fc1Bias!], kept);
  const dAttended = steps.scratch(kept, W);
  const norm2 = steps.normGradient(
    dAttended,
    dNormed,
    attended!,
    stats2!,
    [inputs.norm2Gain!, inputs.norm2Shift!],
    kept,
    dy!,
  );

  const dMixed = steps.scratch(kept, W);
  steps.projectGradient(dMixed, dAttended, [inputs.outWeight!], kept);
  const out = steps.weightGradients(
    mixed!,
    dAttended,
    [inputs.outWeight!],
    [inputs.outBias!],
    kept,
  );
  const dkv = steps.scratch(rows, pooled ? 2 * W : 3 * W);
  const dq = pooled ? steps.scratch(B, W) : dkv;
  const along = steps.scratch(kept * heads);
  recorder.run(
    queryGradientKernel(layout),
    [dq, along, q!, kv, mixed!, logSums!, dMixed, ...seen],
    [B, T],
    attentionGroups(kept * heads),
  );
  recorder.run(
    keyGradientKernel(layout),
    [dkv, q!, kv, logSums!, along, dMixed, ...seen],
    [B, T],
    attentionGroups(rows * heads),
  );

  const dSource = steps.scratch(rows, W);
  let rest: Placed = dAttended;
  let qkv: Info[];
  if (pooled) {
    steps.projectGradient(dSource, dkv, weights.slice(1), rows);
    const dPicked = steps.scratch(B, W);
    steps.projectGradient(dPicked, dq, weights.slice(0, 1), B);
    rest = steps.scratch(rows, W);
    recorder.run(
      spreadKernel(W, picked),
      [dSource, rest, dPicked, dAttended, ...at],
      [B, T],
      pickGroups(rows, W),
    );
    const [dqW, dqB] = steps.weightGradients(inputs.picked!, dq, [weights[0]!], [biases[0]!], B);
    const [dkW, dvW, dkB, dvB] = steps.weightGradients(
      source!,
      dkv,
      weights.slice(1),
      biases.slice(1),
      rows,
    );
    qkv = [dqW!, dqB!, dkW!, dkB!, dvW!, dvB!];
  } else {
    steps.projectGradient(dSource, dkv, weights, rows);
    const [a, b, c, d, e, f] = steps.weightGradients(source!, dkv, weights, biases, rows);
    qkv = [a!, d!, b!, e!, c!, f!];
  }
  const dx = steps.allocate(...x!.shape);
  const norm1 = steps.normGradient(
    dx,
    dSource,
    x!,
    stats1!,
    [inputs.norm1Gain!, inputs.norm1Shift!],
    rows,
    rest,
  );
  steps.done();
  return [dx, ...norm1, ...qkv, ...out, ...norm2, ...fc1, ...fc2];
};
