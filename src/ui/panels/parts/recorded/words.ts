/** The race that came with the lab. */
export const showRecorded = {
  show: 'Show the recorded race',
  title: 'RECORDED: made elsewhere, and came with the lab. A race of yours is kept under Runs.',
  active: 'Your race is under way: stop it first.',
  none: 'No race was recorded with this model and these images.',
} as const;
