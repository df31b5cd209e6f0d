/** What is said of a race that stands in the way, or cannot go on. */
export const words = {
  noMethod: 'Tick at least one method to fine-tune.',
  underWay: {
    message: 'A race is under way.',
    hint: 'Stop it first; it is kept, and can be opened again.',
  },
  nothingToGoOn:
    'The engine was restarted, but the race cannot go on: it had no checkpoint yet, or none could be read.',
} as const;
