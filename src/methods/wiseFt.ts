import type { MethodInfo, PaperRow } from '../protocol/catalogue.ts';

interface WiseFtVariant {
  readonly id: string;
  readonly label: string;
  readonly base: string;
  readonly open: boolean;
  readonly paper: PaperRow;
}

/**
 * WiSE-FT: θ_α = (1 − α)·θ_zero-shot + α·θ_fine-tuned for every trained weight and for the head.
 * A view on stored weights; nothing is trained. The paper's own α is not given; α = 0.5 is the
 * released default.
 */
const wiseFtOf = ({ id, label, base, open, paper }: WiseFtVariant): MethodInfo => ({
  id,
  label,
  base,
  kind: 'interpolation',
  summary: 'Weights halfway between the zero-shot and the fine-tuned model.',
  source: 'Wortsman et al. 2022, arXiv:2109.01903',
  params: {},
  style: { hue: 2, marker: 'diamond', open, dashed: open },
  paper,
  inDefaultRace: base === 'ft',
});

export const wiseFt = wiseFtOf({
  id: 'wise-ft',
  label: 'WiSE-FT',
  base: 'ft',
  open: false,
  paper: {
    idAcc: 0.8043,
    oodAcc: 0.635,
    idEce: 0.2129,
    oodEce: 0.1764,
    idEceTs: 0.0872,
    oodEceTs: 0.1533,
  },
});

export const wiseFtLs = wiseFtOf({
  id: 'wise-ft-ls',
  label: 'WiSE-FT+LS',
  base: 'ft-ls',
  open: true,
  paper: {
    idAcc: 0.8068,
    oodAcc: 0.6405,
    idEce: 0.5231,
    oodEce: 0.3601,
    idEceTs: 0.3382,
    oodEceTs: 0.2425,
  },
});
