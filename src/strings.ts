/**
 * Every sentence and label that people read on the page, one object a region. Words that belong to a
 * method, dataset, shift or backend come from the engine and are not here.
 */
export const strings = {
  tray: {
    label: 'Details',
    tabs: {
      table: 'Results',
      images: 'Images',
      classes: 'Classes',
      matrix: 'Matrix',
      runs: 'Runs',
    },
  },
  stage: { label: 'The race', tabs: { plane: 'Trade-off', curves: 'Curves' } },
} as const;
