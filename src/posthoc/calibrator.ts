/** Logits with their labels, of one set of images. */
export interface LabelledLogits {
  /** [n, C] row-major; −Infinity removes a class from a row. */
  readonly logits: ArrayLike<number>;
  /** [n] class indices. */
  readonly labels: ArrayLike<number>;
  readonly classCount: number;
}

/** A calibrator with its parameters. */
export interface Fitted {
  /**
   * The fit is not to be trusted: no data, no finite optimum, or the search did not get there. What
   * could not be fitted at all leaves the probabilities as they are.
   */
  readonly atBound: boolean;
  /**
   * @param logits [n, C] row-major
   * @returns [n, C] log-probabilities, nats; −Infinity for classes that the row does not offer
   */
  apply(logits: ArrayLike<number>): Float64Array;
}

/** What is said of a calibrator, to people and in files. */
export interface CalibratorInfo {
  readonly id: string;
  readonly label: string;
  /** One sentence for a person who has not met it. */
  readonly summary: string;
  readonly source: string;
  /** It never changes which class is said. */
  readonly keepsPrediction: boolean;
  /** Fitted on the very images that it is measured on: what could be had at best, and no method. */
  readonly oracle?: true;
}

/** A map from logits to probabilities, fitted after training. A new one is a file and a line in `registry.ts`. */
export interface Calibrator extends CalibratorInfo {
  /** How many numbers are fitted; undefined where the data decide. */
  parameters(classCount: number): number | undefined;
  /** @param set not empty, all of it finite but for absent classes: see `fitCalibrator` */
  fit(set: LabelledLogits): Fitted;
}
