/**
 * A selector that is worked out again only when one of its inputs has changed, so that its answer is
 * the same object as long as it says the same.
 */
export function memoSelector<State, const Inputs extends readonly unknown[], Out>(
  pick: (state: State) => Inputs,
  compute: (...inputs: Inputs) => Out,
): (state: State) => Out {
  let last: { readonly inputs: Inputs; readonly out: Out } | null = null;
  return (state) => {
    const inputs = pick(state);
    if (last?.inputs.every((input, index) => Object.is(input, inputs[index]))) return last.out;
    last = { inputs, out: compute(...inputs) };
    return last.out;
  };
}
