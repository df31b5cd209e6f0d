/** Brushed bars, read out. */
export const brushedWords = {
  brush: 'Click a bar to read what it stands for.',
  example: (method: string, count: string, low: string, high: string, right: string) =>
    `The outlined bar: of ${count} answers that ${method} is ${low} to ${high} sure of, ${right} are right. Click any bar to read it.`,
  brushed: (low: string, high: string, says: string) =>
    `Answers from ${low} to ${high} sure. ${says}`,
  answers: (method: string, count: string, sure: string, right: string) =>
    `${method}: ${count}, on average ${sure} sure and ${right} right.`,
  noAnswers: (method: string) => `${method}: none.`,
} as const;
