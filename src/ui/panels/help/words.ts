/** The help sheet. */
export const words = {
  open: 'Keys and words (?)',
  title: 'Keys and words',
  close: 'Close',
  here: {
    title: 'What runs here',
    says: (model: string, sets: string, adam: string) =>
      `${model} parameters, pretrained on other icon sets. Images: ${sets}. AdamW (${adam}), linear warm-up, then half a cosine to 0; training images move by a few pixels; T* is fitted on validation alone.`,
  },
} as const;
