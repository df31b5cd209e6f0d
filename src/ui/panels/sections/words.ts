/** The bar of sections: what each part of the page is, in a word. */
export const words = {
  label: 'Parts of this page',
  headline: 'Answers',
  pair: 'Diagrams',
  compare: 'Compare',
  curve: 'Over time',
  race: 'Race',
  diagrams: 'Diagrams',
  knobs: 'Sliders',
  tray: 'Results',
  lanes: 'Methods',
} as const;
