import type { MethodInfo } from '../protocol/catalogue.ts';
import { ft } from './ft.ts';

/**
 * Output ensemble: the mean of the probabilities of the pretrained and the fine-tuned model. The control
 * of WiSE-FT: two models are asked where WiSE-FT asks one.
 */
export const ensemble: MethodInfo = {
  id: 'ensemble',
  label: 'ZS + FT ensemble',
  kind: 'combination',
  combination: { how: 'outputs', of: [ft.id], least: 1 },
  summary:
    'The mean of the probabilities of zero-shot and FT: two answers instead of mixed weights.',
  source: 'Wortsman et al. 2022, arXiv:2109.01903 (output-space ensemble)',
  params: {},
  style: { hue: 2, marker: 'circle', open: false, dashed: false },
  inDefaultRace: false,
};
