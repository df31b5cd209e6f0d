/** Brushed bars, read out. */
export const brushedWords = {
  brush: 'Click a bar to read what it stands for.',
  example: (method: string, count: string, low: string, high: string, right: string) =>
    `Outlined: ${method} is ${low} to ${high} sure of these ${count} answers, and ${right} of them are right (the thick mark). Click any bar to read it.`,
  clear: 'Clear',
  brushed: (low: string, high: string, says: string) =>
    `Answers from ${low} to ${high} sure. ${says}`,
  answers: (method: string, count: string, sure: string, right: string) =>
    `${method}: ${count} answers, ${sure} sure and ${right} right.`,
  noAnswers: (method: string) => `${method}: none.`,
} as const;
