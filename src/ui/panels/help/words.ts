/** The help sheet. */
export const words = {
  open: 'Keys and words (?)',
  title: 'Keys and words',
  close: 'Close',
} as const;
