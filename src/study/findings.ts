import type { PaperRow } from '../protocol/catalogue.ts';

type Column = keyof PaperRow;

/**
 * One inequality of a finding:
 * - `less`, `more`: the first has less or more of a column than the second;
 * - `alike`: the two differ by less than `equivalence`;
 * - `scaling`: a temperature lowers the ECE of the method.
 */
export type Claim =
  | {
      readonly kind: 'less' | 'more' | 'alike';
      readonly column: Column;
      readonly first: string;
      readonly second: string;
    }
  | { readonly kind: 'scaling'; readonly role: 'id' | 'ood'; readonly first: string };

/** One of the paper's findings, as inequalities between rows of its table. */
export interface Finding {
  readonly id: string;
  /** What the paper says, in one sentence. */
  readonly statement: string;
  readonly claims: readonly Claim[];
  /** Where the paper's own table goes against its sentence; a sentence each. */
  readonly exceptions: readonly string[];
}

/** Two calibration errors are called alike within this; the lab's choice, the paper gives none. */
export const equivalence = 0.02;

const less = (column: Column, first: string, second: string): Claim => ({
  kind: 'less',
  column,
  first,
  second,
});
const more = (column: Column, first: string, second: string): Claim => ({
  kind: 'more',
  column,
  first,
  second,
});

const fineTuned = ['ft', 'ft-ls', 'wise-ft', 'wise-ft-ls', 'flyp', 'flyp-ls', 'carot'];

/**
 * The six findings of the paper's slides. Source: Oh et al. 2023, arXiv:2311.01723, and its table; the
 * wording there is broader than the numbers, hence the exceptions.
 */
export const findings: readonly Finding[] = [
  {
    id: 'over-confidence',
    statement:
      'Fine-tuning raises ID accuracy, lowers OOD accuracy, and raises the calibration error, ID and OOD.',
    claims: [
      more('idAcc', 'ft', 'zs'),
      less('oodAcc', 'ft', 'zs'),
      more('idEce', 'ft', 'zs'),
      more('oodEce', 'ft', 'zs'),
    ],
    exceptions: [],
  },
  {
    id: 'mixing',
    statement:
      'WiSE-FT has the best OOD accuracy, and a higher calibration error than zero-shot, ID and OOD.',
    claims: [
      ...['ft', 'zs', 'flyp', 'carot'].map((other) => more('oodAcc', 'wise-ft', other)),
      more('idEce', 'wise-ft', 'zs'),
      more('oodEce', 'wise-ft', 'zs'),
    ],
    exceptions: ['The OOD ECE of WiSE-FT is below that of FT and of FLYP in the paper’s table.'],
  },
  {
    id: 'contrastive',
    statement:
      'FLYP beats FT and zero-shot in accuracy, ID and OOD; its ID calibration error is like zero-shot’s, its OOD calibration error far higher.',
    claims: [
      ...(['idAcc', 'oodAcc'] as const).flatMap((column) =>
        ['ft', 'zs'].map((other) => more(column, 'flyp', other)),
      ),
      { kind: 'alike', column: 'idEce', first: 'flyp', second: 'zs' },
      more('oodEce', 'flyp', 'zs'),
    ],
    exceptions: ['With a temperature FLYP’s ID ECE is below zero-shot’s in the paper’s table.'],
  },
  {
    id: 'temperature',
    statement:
      'A temperature lowers every calibration error, but leaves every fine-tuned model worse calibrated OOD than zero-shot.',
    claims: [
      ...['zs', ...fineTuned].flatMap((first) =>
        (['id', 'ood'] as const).map((role): Claim => ({ kind: 'scaling', role, first })),
      ),
      ...fineTuned.map((first) => more('oodEceTs', first, 'zs')),
    ],
    exceptions: [
      'FT with label smoothing gets worse with a temperature in the paper’s table (ID +.0021, OOD +.0135).',
    ],
  },
  {
    id: 'smoothing',
    statement:
      'Label smoothing raises accuracy and lowers the calibration error, for cross-entropy and for the contrastive loss.',
    claims: (
      [
        ['ft-ls', 'ft'],
        ['flyp-ls', 'flyp'],
      ] as const
    ).flatMap(([first, second]) => [
      more('idAcc', first, second),
      more('oodAcc', first, second),
      less('idEce', first, second),
      less('oodEce', first, second),
    ]),
    exceptions: [
      'WiSE-FT’s calibration error more than doubles with label smoothing in the paper’s table.',
      'FLYP’s ID ECE after a temperature rises by .0035 there.',
    ],
  },
  {
    id: 'carot',
    statement:
      'CaRot has the best ID accuracy, ID calibration and OOD calibration of all fine-tuned models, with and without a temperature.',
    claims: fineTuned
      .filter((other) => other !== 'carot')
      .flatMap((other) => [
        more('idAcc', 'carot', other),
        ...(['idEce', 'oodEce', 'idEceTs', 'oodEceTs'] as const).map((column) =>
          less(column, 'carot', other),
        ),
      ]),
    exceptions: [
      'WiSE-FT has the higher OOD accuracy in the paper’s table.',
      'Zero-shot has the lower OOD ECE there (.0836, with a temperature .0748).',
    ],
  },
];
