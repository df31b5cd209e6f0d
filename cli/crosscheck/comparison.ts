/** The browser engine and the PyTorch twin on the same race, number by number. */

/** What one side measured of a method. */
export interface Measured {
  readonly losses: readonly number[];
  readonly idAcc: number;
  readonly oodAcc: number;
  readonly idEce: number;
  readonly oodEce: number;
}

export const finals = ['idAcc', 'oodAcc', 'idEce', 'oodEce'] as const;
export type Final = (typeof finals)[number];

/** What both sides say, [lab, twin]. */
export type MethodComparison = Readonly<Record<Final, readonly [lab: number, twin: number]>> & {
  readonly method: string;
  readonly label: string;
  /** Largest |lab − twin| / |twin| over the steps' total losses, and the step; null without training. */
  readonly loss: { readonly difference: number; readonly step: number } | null;
};

export interface PairComparison {
  readonly model: string;
  readonly dataset: string;
  readonly steps: number;
  readonly batchSize: number;
  /** Of each set, at the end. */
  readonly images: number;
  readonly methods: readonly MethodComparison[];
}

export interface Crosscheck {
  readonly lab: string;
  readonly backend: string;
  readonly browser: string;
  readonly torch: string;
  readonly pairs: readonly PairComparison[];
}

/** How far apart both may be: losses relative, accuracy and ECE in fractions. */
export const tolerances = { loss: 1e-3, final: 5e-3 } as const;

function largestDifference(lab: readonly number[], twin: readonly number[]) {
  if (lab.length !== twin.length) {
    throw new Error(`The lab took ${lab.length} steps, the twin ${twin.length}.`);
  }
  return lab.reduce<MethodComparison['loss']>((largest, loss, i) => {
    const difference = Math.abs(loss - twin[i]!) / Math.abs(twin[i]!);
    // A NaN is the largest of all.
    const kept = largest && (difference <= largest.difference || Number.isNaN(largest.difference));
    return kept ? largest : { difference, step: i + 1 };
  }, null);
}

export function compareMethod(
  { id, label }: { readonly id: string; readonly label: string },
  lab: Measured,
  twin: Measured,
): MethodComparison {
  const both = (name: Final): readonly [number, number] => [lab[name], twin[name]];
  return {
    method: id,
    label,
    loss: largestDifference(lab.losses, twin.losses),
    idAcc: both('idAcc'),
    oodAcc: both('oodAcc'),
    idEce: both('idEce'),
    oodEce: both('oodEce'),
  };
}

/** What is further apart than it may be, a sentence each. */
export function problemsOf({ pairs }: Pick<Crosscheck, 'pairs'>): readonly string[] {
  return pairs.flatMap(({ model, methods }) =>
    methods.flatMap(({ label, loss, ...both }) => [
      ...(loss && !(loss.difference <= tolerances.loss)
        ? [`${model}, ${label}: the loss of step ${loss.step} differs by ${loss.difference}.`]
        : []),
      ...finals
        .filter((name) => !(Math.abs(both[name][0] - both[name][1]) <= tolerances.final))
        .map((name) => `${model}, ${label}: ${name} is ${both[name].join(' here and ')} there.`),
    ]),
  );
}
