/** The help sheet, once it is open. */
export const words = {
  metrics: 'Metrics of the results table',
  here: {
    title: 'What runs here',
    measure: 'Measure how fast this machine is',
    study: 'A study: which differences hold over several seeds',
    says: (model: string, sets: string, adam: string) =>
      `${model} parameters, pretrained on other icon sets. Images: ${sets}. AdamW (${adam}); the learning rate rises linearly, then falls along half a cosine to 0. Training images are moved by a few random pixels. T* is fitted on the validation set alone.`,
  },
} as const;
