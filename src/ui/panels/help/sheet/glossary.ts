/** The words that the page uses, for its help sheet. */
export const glossary = [
  { word: 'ID', meaning: 'In distribution: test images drawn like those trained on.' },
  { word: 'OOD', meaning: 'Out of distribution: the same things drawn in other styles.' },
  {
    word: 'Confidence',
    meaning:
      'The probability a model gives to its own answer. With 100 classes it is at least 1 %: some class is always the likeliest.',
  },
  {
    word: 'Calibration',
    meaning:
      'Confidence that can be taken at its word: of all answers given with 70 %, 70 % are right. A model can be right often and badly calibrated, or the reverse.',
  },
  {
    word: 'Zero-shot, FT, FLYP, CaRot',
    meaning:
      'The pretrained model as it is; fine-tuned as a classifier (FT); with CLIP’s own contrastive loss on captions (FLYP); the same with a slow-moving teacher (CaRot). “+LS” adds label smoothing.',
  },
  {
    word: 'Reliability diagram',
    meaning:
      'Images sorted by confidence into bins; each bin’s accuracy against its confidence. On the diagonal the model is right as often as it says. Bins of equal width, or of equal mass: as many images in each.',
  },
  {
    word: 'ECE',
    meaning:
      'Expected calibration error: how far confidence and accuracy lie apart, bin by bin, weighted by how many images each bin holds. 0 is ideal.',
  },
  {
    word: 'Label smoothing, teacher',
    meaning:
      'Two ways to ask for less than certainty: smoothing gives every wrong answer the same small share; a teacher, the moving average (EMA) of the student’s own weights, gives more to what looks alike.',
  },
  {
    word: 'Noise floor',
    meaning:
      'The ECE that a perfectly calibrated model would show on average on so few images. Half of such models show more, so an ECE is told from 0 only above what 95 % of them show; until then it is printed thin, with ≈ or ~.',
  },
  {
    word: 'T, T*',
    meaning:
      'Temperature: the scores of all classes (logits) are divided by it before they become probabilities; above 1 the model sounds less sure. T* is the one that fits ID validation best; test sets play no part.',
  },
  {
    word: 'α',
    meaning:
      'WiSE-FT mixes the weights of two models: 0 is the pretrained one, 1 the fine-tuned one.',
  },
  {
    word: 'Signed gap',
    meaning: 'Mean confidence minus accuracy: above 0 is over-confident, below 0 under-confident.',
  },
  {
    word: '95 % interval',
    meaning: 'By bootstrap over the test images. It says nothing of other seeds.',
  },
] as const;
