import type { ChoiceParam, NumberParam, ParamValues } from '../protocol/catalogue.ts';

/** Parameters that several methods share, so that one name means one thing everywhere. */

export const labelSmoothing = (value: number, over: 'classes' | 'batch'): NumberParam => ({
  kind: 'number',
  label: 'Label smoothing ε',
  help:
    over === 'classes'
      ? 'Share of the target spread evenly over all classes. 0.1 is usual on large data; the paper does not give its value.'
      : 'Share of the target spread evenly over the batch, so not comparable with ε over classes. The paper does not give its value.',
  default: value,
  min: 0,
  max: 0.5,
  step: 0.01,
});

export const samePairs: ChoiceParam = {
  kind: 'choice',
  label: 'Same class twice in a batch',
  help: 'The published loss counts a second image of the same class as a negative. The other choices share the target among them, or leave them out of the comparison.',
  default: 'diag',
  options: [
    { value: 'diag', label: 'a negative (published)' },
    { value: 'multi_positive', label: 'a positive too' },
    { value: 'masked', label: 'left out' },
  ],
};

/** @throws TypeError if the parameter is not a number: the config was not validated */
export function numberParam(params: ParamValues, name: string): number {
  const value = params[name];
  if (typeof value !== 'number') throw new TypeError(`Parameter ${name} is not a number: ${value}`);
  return value;
}
