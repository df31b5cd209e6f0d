/** The recorded race. */
export const words = {
  /** Of what leaves the page. */
  stamp: 'RECORDED: made beforehand, not in this browser',
  note: (at: string, command: string) =>
    `RECORDED ${at}, not made in the browser that saved this: ${command}`,
} as const;
