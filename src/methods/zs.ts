import type { MethodInfo } from '../protocol/catalogue.ts';

/** The pretrained model as it is: the row every other row is compared with. */
export const zs: MethodInfo = {
  id: 'zs',
  label: 'Zero-shot',
  kind: 'reference',
  summary: 'The pretrained CLIP with a head made of prompts; nothing is trained.',
  source: 'Radford et al. 2021, arXiv:2103.00020',
  params: {},
  style: { hue: 0, marker: 'circle', open: false, dashed: true },
  paper: {
    idAcc: 0.6832,
    oodAcc: 0.584,
    idEce: 0.0571,
    oodEce: 0.0836,
    idEceTs: 0.0561,
    oodEceTs: 0.0748,
  },
  inDefaultRace: true,
};
