/** The recorded race. */
export const words = {
  /** Of what leaves the page. */
  stamp: 'RECORDED: made beforehand, not in this browser',
} as const;
