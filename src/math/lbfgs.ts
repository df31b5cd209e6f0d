/** The value of a function at x, whose gradient it writes into `gradient`. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  /** Largest component of the gradient, without its sign. */
  readonly slope: number;
  /** The slope came under the tolerance. */
  readonly converged: boolean;
}

export interface MinimiseOptions {
  readonly tolerance: number;
  readonly iterations: number;
}

const memory = 12;
const sufficientDecrease = 1e-4;
const halvings = 40;
/** What a sum over samples may lose, of its value: near the minimum no decrease is larger. */
const rounding = 4 * Number.EPSILON;

const dot = (a: Float64Array, b: Float64Array) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};
const largest = (a: Float64Array) => a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

interface Pair {
  readonly step: Float64Array;
  readonly change: Float64Array;
  readonly curvature: number;
}

/** −H·gradient by the two loops over the remembered pairs. */
function direction(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const d = gradient.map((value) => -value);
  const weights: number[] = [];
  const addTo = (other: Float64Array, by: number) => {
    for (let i = 0; i < d.length; i++) d[i]! += by * other[i]!;
  };
  for (const { step, change, curvature } of pairs.toReversed()) {
    const weight = dot(step, d) / curvature;
    weights.push(weight);
    addTo(change, -weight);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = last.curvature / dot(last.change, last.change);
    for (let i = 0; i < d.length; i++) d[i]! *= scale;
  }
  for (const { step, change, curvature } of pairs) {
    addTo(step, weights.pop()! - dot(change, d) / curvature);
  }
  return d;
}

/**
 * A minimum of a smooth convex function, by L-BFGS with a backtracking search along the line.
 *
 * Stops where it cannot get lower, and at the start if the function is not finite there: `converged`
 * tells.
 *
 * Source: Nocedal and Wright 2006, Numerical Optimization, algorithms 7.4 and 3.1.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { tolerance, iterations }: MinimiseOptions,
): Minimum {
  let x = Float64Array.from(start);
  let gradient = new Float64Array(x.length);
  let value = objective(x, gradient);
  const pairs: Pair[] = [];
  for (let i = 0; i < iterations && Number.isFinite(value); i++) {
    if (largest(gradient) <= tolerance) break;
    let d = direction(gradient, pairs);
    if (dot(d, gradient) >= 0) {
      pairs.length = 0;
      d = direction(gradient, pairs);
    }
    const descent = dot(d, gradient);
    let length = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(d, d))) : 1;
    let next = x;
    let nextValue = Number.POSITIVE_INFINITY;
    const nextGradient = new Float64Array(x.length);
    for (let h = 0; h < halvings; h++, length /= 2) {
      next = x.map((at, k) => at + length * d[k]!);
      nextValue = objective(next, nextGradient);
      if (nextValue <= value + sufficientDecrease * length * descent + rounding * Math.abs(value))
        break;
      nextValue = Number.POSITIVE_INFINITY;
    }
    if (nextValue === Number.POSITIVE_INFINITY) break;
    const step = next.map((at, k) => at - x[k]!);
    const change = nextGradient.map((at, k) => at - gradient[k]!);
    const curvature = dot(step, change);
    if (curvature > 1e-300) pairs.push({ step, change, curvature });
    if (pairs.length > memory) pairs.shift();
    [x, value, gradient] = [next, nextValue, nextGradient];
  }
  const slope = largest(gradient);
  return { x, value, slope, converged: Number.isFinite(value) && slope <= tolerance };
}
