import { defineMethod } from '../../src/methods/method.ts';
import { contrastivePart } from '../../src/methods/pairParts.ts';
import { labelSmoothing, samePairs } from '../../src/methods/params.ts';
import { isVisionWeight } from '../../src/model/weightNames.ts';

/** FLYP that leaves the text tower as it was pretrained: only the image encoder is trained. */
export const flypImageOnly = defineMethod({
  id: 'flyp-image',
  label: 'FLYP, image only',
  kind: 'trained',
  summary: 'FLYP with the text tower frozen.',
  source: 'Goyal et al. 2022, arXiv:2212.00638, with frozen prompts',
  params: { labelSmoothing: labelSmoothing(0, 'batch'), samePairs },
  style: { hue: 3, marker: 'cross', open: true, dashed: true },
  inDefaultRace: false,
  encodes: 'pairs',
  trains: isVisionWeight,
  lossParts: (step) => ({ contrastive: contrastivePart(step) }),
});
