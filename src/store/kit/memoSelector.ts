export interface Memoised<State, Out> {
  (state: State): Out;
  readonly inputs: (state: State) => readonly unknown[];
}

/**
 * A selector that is worked out again only when one of its inputs has changed, so that its answer is
 * the same object as long as it says the same. Its inputs can be asked for alone: whoever only wants
 * to know whether to ask again need not have it worked out.
 */
export function memoSelector<State, const Inputs extends readonly unknown[], Out>(
  pick: (state: State) => Inputs,
  compute: (...inputs: Inputs) => Out,
): Memoised<State, Out> {
  let last: { readonly inputs: Inputs; readonly out: Out } | null = null;
  const select = (state: State) => {
    const inputs = pick(state);
    if (last?.inputs.every((input, index) => Object.is(input, inputs[index]))) return last.out;
    last = { inputs, out: compute(...inputs) };
    return last.out;
  };
  return Object.assign(select, { inputs: pick });
}
