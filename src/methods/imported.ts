import type { WeightHolder } from './method.ts';
import { ownHead } from './ownHead.ts';

/**
 * Weights out of a file: evaluated with the head that came with them, else with the zero-shot head of
 * their own text tower.
 */
export const imported: WeightHolder = {
  id: 'imported',
  label: 'Imported weights',
  kind: 'imported',
  summary: 'The weights of a file, as they are; nothing is trained.',
  source: 'a safetensors file in the layout of a Hugging Face CLIPModel',
  params: {},
  style: { hue: 7, marker: 'cross', open: true, dashed: false },
  inDefaultRace: false,
  head: ownHead,
};
