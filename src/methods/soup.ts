import type { Combination, MethodInfo, MethodStyle } from '../protocol/catalogue.ts';
import { carFt } from './carFt.ts';
import { focal } from './focal.ts';
import { ft, ftLs } from './ft.ts';
import { l2Sp } from './l2Sp.ts';
import { lipsumFt } from './lipsumFt.ts';
import { lpFt } from './lpFt.ts';
import { mixup } from './mixup.ts';

/** They begin at the same weights, have a head of the same form, and train the same of the model. */
const ingredients = [ft, ftLs, l2Sp, lpFt, carFt, lipsumFt, mixup, focal];

const soup = (
  id: string,
  label: string,
  summary: string,
  how: Combination['how'],
  marker: MethodStyle['marker'],
): MethodInfo => ({
  id,
  label,
  kind: 'combination',
  combination: { how, of: ingredients.map((method) => method.id), least: 2 },
  summary,
  source: 'Wortsman et al. 2022, arXiv:2203.05482',
  params: {},
  style: { hue: 2, marker, open: false, dashed: false },
  inDefaultRace: false,
});

/** Model soup: the mean of the weights of several fine-tunings from one start, heads included. */
export const uniformSoup = soup(
  'uniform-soup',
  'Uniform soup',
  'The mean of the weights of the raced lanes that fine-tune with a head.',
  'uniform',
  'square',
);

/**
 * Greedy soup: the lanes by their accuracy on ID validation, the best first; each goes in if the mean of
 * the weights is then no less accurate there.
 */
export const greedySoup = soup(
  'greedy-soup',
  'Greedy soup',
  'As the uniform soup, but of those lanes alone that do not lower its accuracy on ID validation.',
  'greedy',
  'triangle',
);
