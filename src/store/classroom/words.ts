/** What the store says of classes. */
export const words = {
  numberFirst: 'Your number in the class is missing: it is the seed of your race.',
  notFinished: {
    message: 'There is no finished race to hand in.',
    hint: 'Let the race come to its end, then hand in.',
  },
  imported: {
    message: 'This run was not raced in this browser: it came from a file, or with the page.',
    hint: 'Hand in a race of your own.',
  },
  noName: {
    message: 'A hand-in needs a name or a number.',
    hint: 'Write yours above.',
  },
} as const;
