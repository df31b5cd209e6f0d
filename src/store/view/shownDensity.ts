import type { Density, LayoutState } from './state.ts';

/** How much of the lab stands on the page: a lesson speaks of panes, and so shows all of them. */
export const shownDensity = ({ density, lesson }: LayoutState): Density =>
  lesson === null ? density : 'whole';
