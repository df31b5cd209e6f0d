/** What is said of a race that stands in the way, or cannot go on. */
export const words = {
  noMethod: 'Tick at least one method to fine-tune.',
  underWay: {
    message: 'A race is under way.',
    hint: 'Stop it first; it is kept, and can be opened again.',
  },
  nothingToGoOn:
    'The engine was started anew. The race ends here: it had not come to its first checkpoint, or none could be read.',
} as const;
