import type { PaperRow } from '../protocol/catalogue.ts';
import { defineMethod } from './method.ts';
import { contrastivePart } from './pairParts.ts';
import { labelSmoothing, samePairs } from './params.ts';

interface FlypVariant {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  readonly epsilon: number;
  readonly paper: PaperRow;
}

/**
 * FLYP, "fine-tune like you pretrain": CLIP's own contrastive loss between images and prompts of
 * their classes; both towers, both projections and the logit scale are trained. The head is rebuilt
 * from the tuned text tower for evaluation.
 */
const flypWith = ({ id, label, summary, epsilon, paper }: FlypVariant) =>
  defineMethod({
    id,
    label,
    kind: 'trained',
    summary,
    source: 'Goyal et al. 2022, arXiv:2212.00638',
    params: { labelSmoothing: labelSmoothing(epsilon, 'batch'), samePairs },
    style: { hue: 3, marker: 'triangle', open: epsilon > 0, dashed: epsilon > 0 },
    paper,
    inDefaultRace: epsilon === 0,
    encodes: 'pairs',
    lossParts: (step) => ({ contrastive: contrastivePart(step) }),
  });

export const flyp = flypWith({
  id: 'flyp',
  label: 'FLYP',
  summary: 'Fine-tune as CLIP was pretrained: images against prompts of their classes.',
  epsilon: 0,
  paper: {
    idAcc: 0.8258,
    oodAcc: 0.5946,
    idEce: 0.0643,
    oodEce: 0.1831,
    idEceTs: 0.0392,
    oodEceTs: 0.1217,
  },
});

export const flypLs = flypWith({
  id: 'flyp-ls',
  label: 'FLYP+LS',
  summary: 'FLYP with targets smoothed over the batch.',
  epsilon: 0.01,
  paper: {
    idAcc: 0.8271,
    oodAcc: 0.5975,
    idEce: 0.0459,
    oodEce: 0.1295,
    idEceTs: 0.0427,
    oodEceTs: 0.1145,
  },
});

/**
 * FLYP that counts every caption of an image's class as its own: the target of a row is spread evenly
 * over the items of its class. Where no class comes twice, it is FLYP.
 */
export const flypMultiPositive = defineMethod({
  ...flyp,
  id: 'flyp-mp',
  label: 'FLYP multi-positive',
  summary:
    'FLYP in which images of one class share their captions. With distinct classes it is FLYP.',
  source: 'Khosla et al. 2020, arXiv:2004.11362, applied to pairs of FLYP',
  params: { ...flyp.params, samePairs: { ...samePairs, default: 'multi_positive' } },
  style: { hue: 3, marker: 'pentagon', open: false, dashed: false },
  paper: undefined,
  inDefaultRace: false,
});
