/** Which images an evaluation looked at. */
export const scopes = { live: 'subset', full: 'final' } as const;
