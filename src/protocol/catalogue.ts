/** What the worker offers. The page draws its forms from this and names no method, dataset or model. */

/** One tunable number of a method, as the page shows it. */
export interface NumberParam {
  readonly kind: 'number';
  readonly label: string;
  /** One line: what it does, a typical value, the paper's where it gives one. */
  readonly help: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** A choice among a few named variants. */
export interface ChoiceParam {
  readonly kind: 'choice';
  readonly label: string;
  readonly help: string;
  readonly default: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

export type ParamSpec = NumberParam | ChoiceParam;
export type ParamValues = Readonly<Record<string, number | string>>;

/** How every pane draws a method: the theme maps `hue` to a colour, light and dark. */
export interface MethodStyle {
  readonly hue: number;
  readonly marker: 'circle' | 'square' | 'diamond' | 'triangle' | 'star' | 'cross' | 'pentagon';
  /** Open marker and dashed line: the label-smoothed twin of a method. */
  readonly open: boolean;
  readonly dashed: boolean;
}

/** The paper's own numbers (CLIP ViT-B/16 on ImageNet), quoted beside the lab's; fractions 0..1. */
export interface PaperRow {
  readonly idAcc: number;
  readonly oodAcc: number;
  readonly idEce: number;
  readonly oodEce: number;
  readonly idEceTs: number;
  readonly oodEceTs: number;
}

/**
 * - `reference`: nothing is trained (zero-shot).
 * - `trained`: a lane of the race.
 * - `interpolation`: a view on the stored weights of `base` and of the pretrained model (WiSE-FT).
 * - `combination`: made of lanes of the race when it is over; ticked like a lane, nothing is trained.
 * - `imported`: weights out of a file; never raced, only evaluated.
 */
export type MethodKind = 'reference' | 'trained' | 'interpolation' | 'combination' | 'imported';

/** Whether a method can stand in a race as a lane. */
export const isRaceable = ({ kind }: { readonly kind: MethodKind }): boolean =>
  kind === 'reference' || kind === 'trained' || kind === 'combination';

/** What a combination is made of, and how. */
export interface Combination {
  /**
   * - `outputs`: the mean of the probabilities of the pretrained model and of the lane; no weights.
   * - `uniform`: the mean of the weights of all its lanes.
   * - `greedy`: of those lanes whose weights do not lower the accuracy on ID validation.
   */
  readonly how: 'outputs' | 'uniform' | 'greedy';
  /** Trained methods whose lanes go in, as far as they are raced. */
  readonly of: readonly string[];
  /** How many of them have to be raced. */
  readonly least: number;
}

export interface MethodInfo {
  readonly id: string;
  readonly label: string;
  readonly kind: MethodKind;
  /** Only for `interpolation`: the trained method whose weights are mixed. */
  readonly base?: string;
  /** Only for `combination`. */
  readonly combination?: Combination;
  /** One plain sentence. */
  readonly summary: string;
  /** Authors, year, arXiv. */
  readonly source: string;
  readonly params: Readonly<Record<string, ParamSpec>>;
  readonly style: MethodStyle;
  readonly paper?: PaperRow;
  /** Raced when the user has chosen nothing. */
  readonly inDefaultRace: boolean;
}

export interface DatasetInfo {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** K: as the manifest says, known here before anything is loaded. */
  readonly classCount: number;
  /** Side of its images, px: as the manifest says. */
  readonly imageSize: number;
  /** Folder with manifest.json, relative to the page. */
  readonly path: string;
}

export interface ModelInfo {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** Side of the images that it takes, px: as config.json says, known here before anything is loaded. */
  readonly imageSize: number;
  /** Folder with manifest.json, config.json, model.safetensors, tokenizer.json, preprocessor_config.json. */
  readonly path: string;
}

/** A family of corruptions of the ID test images, made in the engine, seeded. */
export interface CorruptionInfo {
  readonly id: string;
  readonly label: string;
  /** One line: what is done to the image, and what the severities 1 to 5 mean. */
  readonly summary: string;
}

/** A rung of the corruption ladder. */
export interface CorruptionLevel {
  readonly shiftId: string;
  /** 1 to 5; the untouched set is severity 0 and needs no level. */
  readonly severity: number;
}

export interface Catalogue {
  readonly methods: readonly MethodInfo[];
  readonly datasets: readonly DatasetInfo[];
  readonly models: readonly ModelInfo[];
  readonly corruptions: readonly CorruptionInfo[];
}
