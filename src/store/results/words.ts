/** Which images an evaluation looked at. */
export const scopes = { live: 'live', full: 'final' } as const;
