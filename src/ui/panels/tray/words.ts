/** The pane of details and its tabs. */
export const words = {
  label: 'Details',
  tabs: {
    table: 'Results',
    images: 'Images',
    classes: 'Classes',
    matrix: 'Matrix',
    runs: 'Runs',
  },
} as const;
