/** Calibrators after training, on one method's evaluation. */
export const words = {
  title: 'Post-hoc calibrators',
  of: (method: string, at: string, n: string) =>
    `${method}, ${at}, fitted on ${n} ID-validation images`,
  mean: 'Mean of the OOD sets',
  set: 'Set on which calibrators are measured',
  none: 'None, as it is',
  floor: 'Noise floor',
  oracle: 'oracle',
  oracleHelp:
    'Fitted on the labels of the very images it is measured on: what could be had at best, and no method',
  atBound: 'This fit is not to be trusted: no finite optimum, or too little data',
  parameters: (count: string) => `${count} numbers fitted`,
  parametersOfData: 'as many numbers fitted as the data ask for',
  keeps: 'Keeps every answer.',
  changes: 'May change answers.',
  heads: {
    calibrator: 'Calibrator',
    accuracy: 'Acc, %',
    ece: 'ECE, %',
    interval: '95 %',
    floor: 'Floor',
    nll: 'NLL',
    brier: 'Brier',
    mended: 'mended',
  },
  mendedHelp:
    'NLL, nats, and Brier are what stays: a bound of the refinement from above. Mended: what the calibrator took away, miscalibration; negative where it makes things worse.',
  images: (n: string) => `n ${n}`,
  computing: '…',
  noLogits: 'Unknown: this run came without its logits',
  splitTitle: 'Calibration and refinement',
  split: (score: string, all: string, mended: string, by: string, stays: string) =>
    `${score} ${all} = ${mended} that ${by} mends (calibration) + ${stays} that stays with every calibrator here (refinement, from above).`,
  splitNone: (score: string, all: string) => `${score} ${all}: no calibrator here mends any of it.`,
  splitHelp:
    'By the calibrator that leaves the least on these images, the oracle left out: the best of several, on the images that chose it, mends a little less on others.',
  file: (method: string) => `carot-lab-posthoc-${method}.csv`,
  caption: (method: string, step: string, fitted: string, id: string, ood: string) =>
    `Post-hoc calibrators on ${method}, step ${step}: fitted on ${fitted} ID-validation images, measured on ${id} ID and ${ood} OOD test images. OOD: mean over the sets. ± half the 95 % interval of the ECE. Oracle: fitted on the test labels themselves.`,
} as const;
