/** What is said of a kept run that is opened: what is wrong with it, and what was lost. */
export const words = {
  gone: {
    message: 'This run is no longer there.',
    hint: 'It was deleted, here or in another tab.',
  },
  newer: {
    message: 'This run was made by a newer version of the lab.',
    hint: 'Reload the page to get that version; the run stays as it is.',
  },
  unreadable: {
    message: 'The record of this run is damaged and cannot be read.',
    hint: 'Delete it, or import the run from a file.',
  },
  otherDataset: (label: string, version: string) => ({
    message: `This run was made with ${label} ${version}; the lab has loaded another dataset.`,
    hint: 'It can still be compared below.',
  }),
  noWeights:
    'This run was kept without its weights: its results are shown, but nothing more can be evaluated.',
  damagedWeights:
    'The kept weights are damaged: the results are shown, but nothing more can be evaluated.',
  noEngine:
    'The engine is not ready: the results are shown; open the run again later to evaluate more.',
  refused: 'The results are shown, but the engine could not take the kept weights.',
  lostEvaluations: (count: number) =>
    count === 1
      ? 'One evaluation was damaged and is left out.'
      : `${count} evaluations were damaged and are left out.`,
} as const;
