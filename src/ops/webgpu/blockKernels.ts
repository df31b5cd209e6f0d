import type * as tf from '../tf.ts';
import {
  type AttentionLayout,
  attentionGroups,
  attentionKernel,
  keyGradientKernel,
  queryGradientKernel,
  sharesLoads,
} from './attentionKernels.ts';
import { deviceOf, type KernelCall, type WebgpuKernel } from './current.ts';
import { type Picked, pickGroups, pickKernel, spreadKernel } from './pickKernels.ts';
import { usesQuads } from './product.ts';
import { type Placed, Steps } from './steps.ts';

type Info = tf.TensorInfo;

/** What a block is, from the call: see `transformerBlock`. */
function frame({ inputs, attrs, backend }: KernelCall) {
  const device = deviceOf(backend);
  const [B, T, W] = inputs.x!.shape as [number, number, number];
  const heads = Number(attrs.heads);
  const pooled = Boolean(attrs.pooled);
  const head = { heads, headSize: W / heads, causal: Boolean(attrs.causal), pooled };
  const layout: AttentionLayout = {
    ...head,
    quads: usesQuads(device.tiles.rows) && sharesLoads(head),
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
 * What both norms and the activation give is not kept: the gradient computes it once more on its way.
 *
 * @returns y, and while a gradient is to come what it needs: stats1, kv, q, mixed, logSums, attended,
 *   stats2, pre, picked; without pooling there is neither q, which lies in kv's matrix, nor picked
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
  // One after the other: what both norms give, and without a gradient to come what attention does.
  const states = steps.scratch(rows, W);
  // Of the MLP, and without a gradient to come of the projections.
  const projected = (pooled ? 2 : 3) * W;
  const wide = steps.scratch(Math.max(kept * inner, keep ? 0 : rows * projected));
  const stats1 = room(rows, 2);
  const kv = keep ? room(rows, projected) : wide;
  const q = pooled ? room(B, W) : kv;
  const mixed = keep ? room(kept, W) : states;
  const logSums = room(kept * heads);
  const attended = room(kept, W);
  const stats2 = room(kept, 2);
  const pre = keep ? [room(kept, inner)] : [];
  steps.norm([states, stats1], x, [inputs.norm1Gain!, inputs.norm1Shift!], rows, eps);
  let residual: Placed = x;
  if (pooled) {
    const pickedSource = room(B, W);
    residual = steps.scratch(B, W);
    recorder.run(
      pickKernel(W, picked),
      [pickedSource, residual, states, x, ...at],
      [B, T],
      pickGroups(B, W),
    );
    steps.project(q, pickedSource, weights.slice(0, 1), biases.slice(0, 1), B);
    steps.project(kv, states, weights.slice(1), biases.slice(1), rows);
  } else {
    steps.project(kv, states, weights, biases, rows);
  }
  recorder.run(
    attentionKernel(layout),
    [mixed, logSums, q, kv, ...seen],
    [B, T],
    attentionGroups(layout, B * heads, pooled ? 1 : T),
  );
  const outward = { mode: 'NT', K: W, N: W, epilogue: { bias: true, residual: true } } as const;
  steps.multiply(outward, kept, [attended, mixed, inputs.outWeight!, inputs.outBias!, residual]);
  const norm2 = [inputs.norm2Gain!, inputs.norm2Shift!] as const;
  steps.norm([states, stats2], attended, norm2, kept, eps);
  const widen = { mode: 'NT', K: W, N: inner, epilogue: { bias: true, gelu: true, keep } } as const;
  steps.multiply(widen, kept, [wide, states, inputs.fc1Weight!, inputs.fc1Bias!, ...pre]);
  const y = steps.allocate(B, pooled ? 1 : T, W);
  const narrow = { mode: 'NT', K: inner, N: W, epilogue: { bias: true, residual: true } } as const;
  steps.multiply(narrow, kept, [y, wide, inputs.fc2Weight!, inputs.fc2Bias!, attended]);
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
  const { x, dy, stats1, kv, mixed, logSums, attended, stats2, pre } = inputs as Record<
    string,
    Info
  >;
  const { steps, recorder, layout, picked, seen, at, B, T, W, rows, kept, inner } = frame(call);
  const { weights, biases } = projections(call);
  const { pooled, heads } = layout;
  const q = pooled ? inputs.q! : kv!;

  // One after the other: gradients of what the MLP widens to, and of the projections.
  const dPre = steps.scratch(Math.max(kept * inner, rows * (pooled ? 2 : 3) * W));
  const dkv = dPre;
  // Likewise of what the second norm gives, of what attention does, and of what the first norm gives.
  const dNormed = steps.scratch(rows, W);
  const [dMixed, dSource] = [dNormed, dNormed];
  const dAttended = steps.scratch(kept, W);

  const narrowed = { mode: 'NN', K: W, N: inner, epilogue: { geluGradient: true } } as const;
  steps.multiply(narrowed, kept, [dPre, dy!, inputs.fc2Weight!, pre!]);
  // quickGELU of pre lies in its place now.
  const fc2 = steps.weightGradients(pre!, dy!, [inputs.fc2Weight!], [inputs.fc2Bias!], kept);
  steps.projectGradient(dNormed, dPre, [inputs.fc1Weight!], kept);
  const norm2 = steps.normGradient(
    dAttended,
    dNormed,
    attended!,
    stats2!,
    [inputs.norm2Gain!, inputs.norm2Shift!],
    kept,
    { residual: dy!, again: true },
  );
  const fc1 = steps.weightGradients(
    norm2.normed,
    dPre,
    [inputs.fc1Weight!],
    [inputs.fc1Bias!],
    kept,
  );

  steps.projectGradient(dMixed, dAttended, [inputs.outWeight!], kept);
  const out = steps.weightGradients(
    mixed!,
    dAttended,
    [inputs.outWeight!],
    [inputs.outBias!],
    kept,
  );
  const dq = pooled ? steps.scratch(B, W) : dkv;
  const along = steps.scratch(kept * heads);
  recorder.run(
    queryGradientKernel(layout),
    [dq, along, q, kv!, mixed!, logSums!, dMixed, ...seen],
    [B, T],
    attentionGroups(layout, B * heads, pooled ? 1 : T),
  );
  recorder.run(
    keyGradientKernel(layout),
    [dkv, q, kv!, logSums!, along, dMixed, ...seen],
    [B, T],
    attentionGroups(layout, B * heads, T),
  );

  let rest: Placed = dAttended;
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
  } else {
    steps.projectGradient(dSource, dkv, weights, rows);
  }
  const dx = steps.allocate(...x!.shape);
  const norm1 = steps.normGradient(
    dx,
    dSource,
    x!,
    stats1!,
    [inputs.norm1Gain!, inputs.norm1Shift!],
    rows,
    { residual: rest, again: true },
  );
  const source = norm1.normed;
  let qkv: Info[];
  if (pooled) {
    const [dqW, dqB] = steps.weightGradients(inputs.picked!, dq, [weights[0]!], [biases[0]!], B);
    const [dkW, dvW, dkB, dvB] = steps.weightGradients(
      source,
      dkv,
      weights.slice(1),
      biases.slice(1),
      rows,
    );
    qkv = [dqW!, dqB!, dkW!, dkB!, dvW!, dvB!];
  } else {
    const [a, b, c, d, e, f] = steps.weightGradients(source, dkv, weights, biases, rows);
    qkv = [a!, d!, b!, e!, c!, f!];
  }
  steps.done();
  return [dx, ...norm1.gradients, ...qkv, ...out, ...norm2.gradients, ...fc1, ...fc2];
};
