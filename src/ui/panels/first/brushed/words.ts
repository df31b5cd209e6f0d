/** Brushed bars, read out. */
export const brushedWords = {
  brush: 'Click a bar to read what it stands for.',
  brushed: (low: string, high: string, says: string) =>
    `Answers from ${low} to ${high} sure. ${says}`,
  answers: (method: string, count: string, sure: string, right: string) =>
    `${method}: ${count}, on average ${sure} sure and ${right} right.`,
  noAnswers: (method: string) => `${method}: none.`,
} as const;
