import type { NumberParam } from '../protocol/catalogue.ts';
import { ft } from './ft.ts';
import { defineMethod } from './method.ts';
import { numberParam } from './params.ts';

/** Learning rate of a head that is trained alone; LP-FT has it too. */
export const headRate: NumberParam = {
  kind: 'number',
  label: 'Head’s learning rate, × the race’s',
  help: 'A head alone takes larger steps than an encoder: its numbers are large. The default is the lab’s.',
  default: 10,
  min: 0.1,
  max: 100,
  step: 0.1,
};

/**
 * Linear probing: the encoders stay as they were pretrained, only the head is trained. It starts as the
 * zero-shot head, as FT's does.
 */
export const lp = defineMethod({
  ...ft,
  id: 'lp',
  label: 'LP',
  summary: 'Linear probe: the encoder stays as it was pretrained, only the head is trained.',
  source: 'Kumar et al. 2022, arXiv:2202.10054',
  params: { ...ft.params, headRate },
  style: { hue: 1, marker: 'circle', open: false, dashed: false },
  paper: undefined,
  inDefaultRace: false,
  trains: () => false,
  phases: (params, totalSteps) => [
    { steps: totalSteps, rate: numberParam(params, 'headRate'), encodersRest: true },
  ],
});
