/** What is said of a link that cannot be read, or was edited. */
export const words = {
  unchanged: 'Nothing was changed.',
  hint: 'The link may have been cut off: ask for the whole link again, or correct this part.',
  part: (part: string) => `The link was not understood at ${part}.`,
  value: (value: string, name: string) =>
    `The link was not understood: ${value} cannot be the ${name}.`,
  unknown: (name: string) => `The link was not understood: it has no part ${name}.`,
  known: (names: string) => `Parts that can be written by hand: ${names}.`,
  twice: (name: string) => `The link was not understood: it says ${name} twice.`,
  tooLong: (longest: number) =>
    `The link was not understood: it is longer than ${longest} characters.`,
  version: 'The link was not understood: another version of the lab made it, with other defaults.',
  versionHint: 'Ask for a new link, made by this version.',
  notReady: {
    message: 'There is nothing to link to yet.',
    hint: 'Wait until the lab knows its methods.',
  },
  editedLink: {
    message: 'The link was opened, but it is not as the lab wrote it.',
    hint: 'It was edited, or its end is missing: check the settings.',
  },
} as const;
