/** What is said of the archive at any time: not lazy, for a newer lab may have taken the files of this one away. */
export const words = {
  replaced: {
    message:
      'A newer version of the lab was opened in another tab and has taken over the kept runs: this page keeps nothing from now on.',
    hint: 'Download what you need, then reload this page.',
  },
  beingSaved: {
    message: 'This run is just being saved.',
    hint: 'Try again in a few seconds.',
  },
} as const;
