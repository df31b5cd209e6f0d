/** An error that the lab did not foresee. */
export const unexpected = {
  message: 'Something unexpected happened in the lab.',
  hint: 'Try again; if it happens again, reload the page.',
} as const;
