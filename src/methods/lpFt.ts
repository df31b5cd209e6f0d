import { ft } from './ft.ts';
import { headRate } from './lp.ts';
import { defineMethod } from './method.ts';
import { numberParam } from './params.ts';

/**
 * LP-FT: linear probing first, then standard fine-tuning from that head at a smaller rate, so that a
 * head that fits distorts the features less. Each phase has its own warm-up and cosine.
 */
export const lpFt = defineMethod({
  ...ft,
  id: 'lp-ft',
  label: 'LP-FT',
  summary: 'Linear probing, then standard fine-tuning from the head that came out.',
  source: 'Kumar et al. 2022, arXiv:2202.10054',
  params: {
    ...ft.params,
    probeShare: {
      kind: 'number',
      label: 'Share of steps for the head alone',
      help: 'After it the encoder is trained too. The publication probes until it converges.',
      default: 0.5,
      min: 0,
      max: 1,
      step: 0.05,
    },
    headRate,
    tuneRate: {
      kind: 'number',
      label: 'Fine-tuning’s learning rate, × the race’s',
      help: 'In the second phase. The publication takes a smaller one than FT; the default is the lab’s.',
      default: 0.5,
      min: 0.01,
      max: 10,
      step: 0.01,
    },
  },
  style: { hue: 1, marker: 'triangle', open: false, dashed: false },
  paper: undefined,
  inDefaultRace: false,
  phases: (params, totalSteps) => {
    const probing = Math.round(numberParam(params, 'probeShare') * totalSteps);
    return [
      { steps: probing, rate: numberParam(params, 'headRate'), encodersRest: true },
      { steps: totalSteps - probing, rate: numberParam(params, 'tuneRate'), encodersRest: false },
    ];
  },
});
