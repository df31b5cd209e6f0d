import type { Catalogue, MethodInfo, MethodStyle, PaperRow } from '../../src/protocol/catalogue.ts';
import type { BackendInfo, LoadedInfo } from '../../src/protocol/events.ts';
import type {
  BinSummary,
  EvaluationSummary,
  MethodResult,
  ResultDifference,
  SplitResult,
} from '../../src/results/types.ts';

/** Made-up but plausible data for the gallery and for tests of the page. Nothing here was measured. */

const paper = (values: readonly number[]): PaperRow => {
  const [idAcc, oodAcc, idEce, oodEce, idEceTs, oodEceTs] = values as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { idAcc, oodAcc, idEce, oodEce, idEceTs, oodEceTs };
};

function method(
  id: string,
  label: string,
  kind: MethodInfo['kind'],
  [hue, marker, twin]: readonly [number, MethodStyle['marker'], boolean],
  more: Partial<MethodInfo> = {},
): MethodInfo {
  return {
    id,
    label,
    kind,
    summary: `${label}: one plain sentence on what it trains.`,
    source: 'Authors 2023, arXiv:0000.00000',
    params: {},
    style: { hue, marker, open: twin, dashed: twin || kind !== 'trained' },
    inDefaultRace: kind !== 'trained',
    ...more,
  };
}

const epsilon = {
  kind: 'number',
  label: 'Label smoothing ε',
  help: 'Share of the target spread evenly over all classes. Usual: 0.1.',
  default: 0.1,
  min: 0,
  max: 0.5,
  step: 0.01,
} as const;

const weightOf = (label: string, value: number, max: number) =>
  ({
    kind: 'number',
    label,
    help: `${label}: one line on what it does.`,
    default: value,
    min: 0,
    max,
    step: 0.01,
  }) as const;

export const catalogue: Catalogue = {
  methods: [
    method('zs', 'Zero-shot', 'reference', [0, 'circle', false], {
      paper: paper([0.6832, 0.584, 0.0571, 0.0836, 0.0561, 0.0748]),
    }),
    method('ft', 'FT', 'trained', [1, 'square', false], {
      inDefaultRace: true,
      paper: paper([0.8153, 0.575, 0.0884, 0.2186, 0.0629, 0.1629]),
    }),
    method('ft-ls', 'FT + LS', 'trained', [1, 'square', true], {
      params: { labelSmoothing: epsilon },
      paper: paper([0.8223, 0.5833, 0.046, 0.1147, 0.0481, 0.1282]),
    }),
    method('wise-ft', 'WiSE-FT', 'interpolation', [2, 'diamond', false], {
      base: 'ft',
      paper: paper([0.8043, 0.635, 0.2129, 0.1764, 0.0872, 0.1533]),
    }),
    method('wise-ft-ls', 'WiSE-FT + LS', 'interpolation', [2, 'diamond', true], {
      base: 'ft-ls',
      paper: paper([0.8068, 0.6405, 0.5231, 0.3601, 0.3382, 0.2425]),
    }),
    method('flyp', 'FLYP', 'trained', [3, 'triangle', false], {
      inDefaultRace: true,
      paper: paper([0.8258, 0.5946, 0.0643, 0.1831, 0.0392, 0.1217]),
    }),
    method('flyp-ls', 'FLYP + LS', 'trained', [3, 'triangle', true], {
      params: { labelSmoothing: epsilon },
      paper: paper([0.8271, 0.5975, 0.0459, 0.1295, 0.0427, 0.1145]),
    }),
    method('carot', 'CaRot', 'trained', [4, 'star', false], {
      inDefaultRace: true,
      params: {
        labelSmoothing: { ...epsilon, default: 0.02 },
        distillWeight: weightOf('Distillation λ', 1.5, 10),
        emaMomentum: weightOf('Teacher momentum', 0.99, 1),
        samePairs: {
          kind: 'choice',
          label: 'Same class twice in a batch',
          help: 'The published loss counts it as a negative.',
          default: 'diag',
          options: [
            { value: 'diag', label: 'a negative (published)' },
            { value: 'masked', label: 'left out' },
          ],
        },
      },
      paper: paper([0.8319, 0.6197, 0.0395, 0.1093, 0.038, 0.098]),
    }),
    method('carot-neurips', 'CaRot (NeurIPS)', 'trained', [4, 'star', true]),
  ],
  models: [
    { id: 'iconclip', label: 'IconCLIP', summary: '', imageSize: 48, path: 'models/iconclip' },
  ],
  datasets: [
    {
      id: 'iconshift',
      label: 'IconShift',
      summary: '',
      classCount: 97,
      imageSize: 48,
      path: 'datasets/iconshift',
    },
  ],
  corruptions: [
    { id: 'noise', label: 'Noise', summary: 'Gaussian noise.' },
    { id: 'blur', label: 'Blur', summary: 'Gaussian blur.' },
  ],
};

export const backend: BackendInfo = {
  backend: 'wasm',
  adapter: 'SIMD, 2 threads',
  isFallbackAdapter: false,
  threads: 2,
  notice: 'This browser offers no WebGPU adapter, so the lab computes on the processor: slower.',
};

export const loaded: LoadedInfo = {
  dataset: {
    id: 'iconshift',
    label: 'IconShift',
    version: '0.1.0',
    licence: 'various',
    classNames: Array.from({ length: 103 }, (_, index) => `class ${index}`),
    splits: [
      { id: 'train', label: 'Line icons, train', role: 'train', count: 2484 },
      { id: 'val', label: 'Line icons, validation', role: 'val', count: 668 },
      { id: 'id', label: 'Line icons', role: 'id', count: 1089 },
      { id: 'solid', label: 'Solid', role: 'ood', count: 877 },
      { id: 'color', label: 'Colour', role: 'ood', count: 439 },
      { id: 'emoji', label: 'Emoji', role: 'ood', count: 544 },
      { id: 'pixel', label: 'Pixel', role: 'ood', count: 311 },
    ],
    imageSize: 48,
  },
  model: {
    id: 'iconclip',
    label: 'IconCLIP',
    version: '1',
    digest: 'd1',
    parameterCount: 4_812_801,
    activation: 'quick_gelu',
  },
};

/** A summary whose bins lie `bias` off the diagonal; some bins at the top may be empty. */
export function fakeSummary(
  accuracy: number,
  bias: number,
  n: number,
  binCount = 15,
  temperature = 1,
) {
  const weights = Array.from({ length: binCount }, (_, index) => {
    const centre = (index + 0.5) / binCount;
    const top = accuracy + bias;
    return Math.exp(-(((centre - top) / 0.32) ** 2)) + (centre > 0.9 ? 0.6 * Math.max(0, bias) : 0);
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const bins = weights.map((weight, index): BinSummary => {
    const lower = index / binCount;
    const upper = (index + 1) / binCount;
    const count = index === 0 ? 0 : Math.round((weight / total) * n);
    if (count === 0) {
      return {
        lower,
        upper,
        count,
        correct: 0,
        accuracy: null,
        confidence: null,
        accuracyInterval: null,
      };
    }
    const confidence = (lower + upper) / 2;
    const wave = 0.05 * Math.sin(index * 2.3 + n);
    const share = Math.min(1, Math.max(0, confidence - bias * 1.2 * confidence + wave));
    const spread = 1.96 * Math.sqrt((share * (1 - share)) / count);
    return {
      lower,
      upper,
      count,
      correct: Math.round(share * count),
      accuracy: share,
      confidence,
      accuracyInterval: [Math.max(0, share - spread), Math.min(1, share + spread)],
    };
  });
  const ece = bins.reduce(
    (sum, bin) => sum + (bin.count / n) * Math.abs((bin.accuracy ?? 0) - (bin.confidence ?? 0)),
    0,
  );
  const summary: EvaluationSummary = {
    n,
    temperature,
    binCount,
    binning: 'width',
    accuracy,
    accuracyInterval: [accuracy - 0.03, accuracy + 0.03],
    ece,
    eceInterval: [Math.max(0, ece - 0.011), ece + 0.016],
    noiseFloor: 0.6 / Math.sqrt(n),
    meanConfidence: accuracy + bias,
    signedGap: bias,
    overconfidentPart: Math.max(0, bias),
    underconfidentPart: Math.max(0, -bias),
    nll: 1.6,
    brier: 0.5,
    bins,
  };
  return summary;
}

const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export interface FakeResultOptions {
  readonly methodId: string;
  readonly step: number;
  readonly progress: number;
  readonly scope: 'live' | 'full';
  readonly alpha?: number;
  readonly temperature: number;
  readonly binCount: number;
}

/** A result whose accuracy rises with `progress` and whose confidence follows the method. */
export function fakeResult(options: FakeResultOptions): MethodResult {
  const { methodId, step, progress, scope, alpha, temperature, binCount } = options;
  const order = catalogue.methods.findIndex(({ id }) => id === methodId);
  const gain = methodId === 'zs' ? 0 : 1 - Math.exp(-3 * progress);
  const wobble = 0.008 * Math.sin(step + order);
  const id = 0.39 + (0.2 - 0.012 * order) * gain + wobble;
  const ood = 0.3 + (0.03 - 0.004 * order) * gain + wobble;
  const bias = (methodId === 'carot' ? -0.09 : 0.02 * order) * gain + 0.03;
  const own = Number((1 + bias * 1.6).toPrecision(3));
  const at = temperature || own;
  const splits = loaded.dataset.splits.flatMap(({ id: splitId, role, count }, index) => {
    if (role === 'train') return [];
    const n = scope === 'live' ? Math.min(200, count) : count;
    const accuracy = role === 'ood' ? ood - 0.05 * (index - 4) : id;
    const extra = role === 'ood' ? 0.08 * gain + 0.02 * (index - 3) : 0;
    const split: SplitResult = {
      splitId,
      role,
      raw: fakeSummary(accuracy, bias + extra, n, binCount),
      scaled: fakeSummary(accuracy, bias + extra - 0.3 * Math.log(at), n, binCount, at),
    };
    return [split];
  });
  const of = (role: SplitResult['role']) => splits.filter((split) => split.role === role);
  return {
    methodId,
    alpha,
    step,
    scope,
    temperature: own,
    temperatureAtBound: false,
    splits,
    row: {
      idAcc: id,
      oodAcc: mean(of('ood').map(({ raw }) => raw.accuracy)),
      idEce: mean(of('id').map(({ raw }) => raw.ece)),
      oodEce: mean(of('ood').map(({ raw }) => raw.ece)),
      idEceTs: mean(of('id').map(({ scaled }) => scaled.ece)),
      oodEceTs: mean(of('ood').map(({ scaled }) => scaled.ece)),
      temperature: own,
    },
  };
}

const apart = (value: number) => ({ value, interval: [value - 0.012, value + 0.012] as const });

/** Some columns are resolved, some are not. */
export const fakeDifference = {
  idAcc: apart(0.021),
  oodAcc: apart(0.004),
  idEce: apart(-0.018),
  oodEce: apart(-0.031),
  idEceTs: apart(0.003),
  oodEceTs: apart(-0.007),
  idSignedGap: apart(-0.022),
  oodSignedGap: apart(-0.034),
} as const satisfies ResultDifference;
