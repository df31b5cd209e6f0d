export interface GlossaryEntry {
  readonly word: string;
  readonly meaning: string;
}

/** The words that the page uses, for its help sheet and, by scripts/glossary.ts, docs/glossary.md. */
export const glossary: readonly {
  readonly title: string;
  readonly entries: readonly GlossaryEntry[];
}[] = [
  {
    title: 'How sure, and how right',
    entries: [
      {
        word: 'Confidence',
        meaning:
          'The probability that a model gives to its own answer. With 100 classes it is at least 1 %: some class is always the likeliest.',
      },
      {
        word: 'Calibration',
        meaning:
          'Confidence that can be taken at its word: of all answers given with 70 %, 70 % are right. A model can be right often and badly calibrated, or the reverse.',
      },
      {
        word: 'Gap, over- and under-confident',
        meaning:
          'Mean confidence minus accuracy: above 0 the model is over-confident, below 0 under-confident.',
      },
      {
        word: 'Reliability diagram',
        meaning:
          'Images are sorted by confidence into bins; it draws the accuracy of each bin against its confidence. On the diagonal the model is right as often as it says.',
      },
      {
        word: 'Bins',
        meaning:
          'Ranges of confidence: of equal width, or of equal mass, with as many images in each.',
      },
      {
        word: 'ECE',
        meaning:
          'Expected calibration error: how far confidence and accuracy lie apart, bin by bin, weighted by how many images each bin holds. 0 is ideal.',
      },
      {
        word: 'Noise floor',
        meaning:
          'The ECE that a perfectly calibrated model shows on average on so few images. Some such models show more, so an ECE counts as above 0 only beyond what 95 % of them show; until then it is printed thin, with ≈ or ~.',
      },
      {
        word: '95 % interval',
        meaning:
          'Where the number would lie with other test images, by bootstrap: the images are drawn again and again with replacement. It says nothing of other seeds.',
      },
      {
        word: 'Not resolved',
        meaning:
          'So small, for so many images, that chance alone could have made it. With more images it may turn out either way.',
      },
      {
        word: 'Logits, T, T*',
        meaning:
          'A model scores every class; the scores are its logits. They are divided by the temperature T before they become probabilities: above 1 the model sounds less sure. T* fits the ID validation set best; test sets play no part.',
      },
      {
        word: 'NLL, what T mends',
        meaning:
          'Minus the logarithm of the probability of the right class, on average, in nats; 0 is ideal. What dividing by T* takes off it was a matter of scale; what stays, no single number mends. Off the validation set T* may add to it.',
      },
      {
        word: 'Brier score, Brier',
        meaning:
          'The squared distance between the probabilities of all classes and the right answer, on average: 0 is ideal, 2 the worst. Like the NLL it rewards being right and knowing how sure to be, but forgives a sure mistake sooner.',
      },
      {
        word: 'Calibration and refinement',
        meaning:
          'What a score like NLL or Brier is made of. Calibration: what a better use of the same answers would take off it. Refinement: what stays, because the model cannot tell these images apart.',
      },
      {
        word: 'Batch-averaged ECE',
        meaning:
          'How the paper’s code computes the ECE: batch by batch, then the mean. Never below the ECE of all images, and the larger the smaller the batches, for chance cannot cancel in a few images.',
      },
      {
        word: 'Smooth ECE',
        meaning:
          'An ECE without bins: gaps between confidence and rightness are averaged with their neighbours, over a width that the size of the error itself decides.',
      },
      {
        word: 'Paired interval, paired bootstrap',
        meaning:
          'Two models are compared on the same images: each draw takes the same images for both. What makes an image hard for both cancels, so that smaller differences can be resolved.',
      },
      {
        word: 'Concordance',
        meaning:
          'The share of pairs of methods that stand in the same order here as in the paper, column by column; pairs that the paper itself hardly tells apart are left out.',
      },
    ],
  },
  {
    title: 'After training',
    entries: [
      {
        word: 'Post-hoc calibration, calibrator',
        meaning:
          'A map that turns the answers of a trained model into better probabilities. It is fitted on ID validation images and measured on others; the model itself stays as it is.',
      },
      {
        word: 'Temperature scaling, temperature',
        meaning:
          'The simplest calibrator: all logits are divided by one number, T*. No answer changes, only how sure it sounds.',
      },
      {
        word: 'Ensemble temperature',
        meaning:
          'A mixture of three: the answer at a temperature, the raw answer, and equal probabilities for all classes. No answer changes.',
      },
      {
        word: 'Vector scaling',
        meaning:
          'The logit of each class gets its own weight and offset. Two numbers a class are fitted, and answers may change.',
      },
      {
        word: 'Structured matrix scaling, matrix scaling',
        meaning:
          'Vector scaling in which each class also listens to the others. Structured: each part of the matrix is held back unless the validation images ask for it, so that few images do not mislead it.',
      },
      {
        word: 'Isotonic regression, isotonic',
        meaning:
          'The probability of each class is redrawn by the rising curve of steps that fits the validation images best, and all are divided by their sum. Answers may change.',
      },
      {
        word: 'Histogram binning',
        meaning:
          'The probability of a class becomes the share of validation images in its bin that were of that class. Coarse, and empty bins have nothing to say.',
      },
      {
        word: 'Oracle, temperature of each set',
        meaning:
          'Fitted on the labels of the very images on which it is measured: what could be had at best. No method may do that.',
      },
    ],
  },
  {
    title: 'Images',
    entries: [
      {
        word: 'ID',
        meaning: 'In distribution: test images drawn like those that the model was fine-tuned on.',
      },
      { word: 'OOD', meaning: 'Out of distribution: the same things drawn in other styles.' },
      {
        word: 'Validation set',
        meaning: 'ID images that are kept apart from training and test, to fit T*.',
      },
      {
        word: 'Subset, final',
        meaning:
          'During a race, evaluations look at a fixed subset of each set, with every class in it; the final evaluation looks at all images, unless set otherwise.',
      },
      {
        word: 'Corruption, severity',
        meaning:
          'What makes the ID test images worse: noise, blur and others, from severity 1 (slight) to 5 (strong).',
      },
    ],
  },
  {
    title: 'Training',
    entries: [
      {
        word: 'Race, run',
        meaning:
          'A race trains the ticked methods side by side, from the same start, on the same batches. A run is a race as it is kept: settings, results and weights.',
      },
      {
        word: 'Zero-shot, FT, FLYP, CaRot',
        meaning:
          'The pretrained model as it is; fine-tuned as a classifier (FT); with CLIP’s own contrastive loss on captions (FLYP); the same with a slow-moving teacher (CaRot). “+LS” adds label smoothing.',
      },
      {
        word: 'Step, batch, seed',
        meaning:
          'In a step the model sees one batch of images and its weights move a little. The seed decides which images come when: the same seed gives the same race.',
      },
      {
        word: 'Loss',
        meaning:
          'What training makes smaller: how far the model’s answers are from what they should be, in nats. Losses of different methods measure different things.',
      },
      {
        word: 'Label smoothing, teacher',
        meaning:
          'Two ways to ask for less than certainty: smoothing gives every wrong answer the same small share; a teacher, the moving average (EMA) of the student’s own weights, gives more to what looks alike.',
      },
      {
        word: 'Mix, α',
        meaning:
          'WiSE-FT mixes the weights of two models: α = 0 is the pretrained one, α = 1 the fine-tuned one.',
      },
      {
        word: 'Linear probe, LP-FT',
        meaning:
          'A linear probe (LP) trains the head alone, on the encoder as it was pretrained. LP-FT does that first, then fine-tunes encoder and head.',
      },
      {
        word: 'Soup, ensemble',
        meaning:
          'A soup is one model: the mean of the weights of several lanes, all of them (uniform) or those that do not lower ID validation accuracy (greedy). An ensemble asks several models and averages their probabilities.',
      },
      {
        word: 'L2-SP, CAR-FT, Lipsum-FT',
        meaning:
          'Fine-tuning on a leash, each holding on to something of the pretrained model: its weights (L2-SP), which prompt suits an image (CAR-FT), or how similar images are to random texts (Lipsum-FT).',
      },
      {
        word: 'Self-distillation, SD',
        meaning:
          'A model that learns from a teacher of its own kind: CaRot’s moves slowly with the student; a static one stays the pretrained model.',
      },
      {
        word: 'Mixup, focal loss',
        meaning:
          'Mixup trains on blends of two images with blended labels. The focal loss counts an image the less the surer the model is of its class. Both are meant against over-confidence.',
      },
      {
        word: 'Learning rate, warm-up',
        meaning:
          'How far the weights move in a step. It rises from 0 during the warm-up, then falls back to 0 by the last step.',
      },
      {
        word: 'Weight decay, gradient clip',
        meaning:
          'Weight decay pulls weights towards 0; clipping shortens a gradient that is too long. Both keep training steady.',
      },
      {
        word: 'Random translation',
        meaning:
          'Training images are moved by a few random pixels, so that the model does not learn where a line begins.',
      },
    ],
  },
];
