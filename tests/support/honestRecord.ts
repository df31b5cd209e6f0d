import { makeRunConfig } from '../../src/protocol/runConfig.ts';
import { methodResult } from '../../src/results/methodResult.ts';
import type { RunRecord } from '../../src/results/runRecord.ts';
import type { MethodResult } from '../../src/results/types.ts';
import { fakeRecord } from '../gallery/fakeRuns.ts';
import { catalogue } from '../gallery/fixtures.ts';

const classCount = 5;

/** A result as the lab computes it, from logits that a wave made. */
export function honestResult(
  methodId: string,
  change: { readonly mass?: boolean; readonly temperature?: number; readonly alpha?: number } = {},
): MethodResult {
  const { mass = false, temperature, alpha } = change;
  const splits = (['val', 'id', 'ood', 'ood'] as const).map((role, k) => {
    const n = 60 + 10 * k;
    const wave = (i: number) =>
      3 * Math.sin(i * 12.9898 + k + methodId.length) * Math.cos(i * 78.2);
    const logits = Float32Array.from({ length: n * classCount }, (_, i) => wave(i));
    const labels = Int32Array.from({ length: n }, (_, i) => (i * 7) % classCount);
    for (let i = 0; i < n; i += 2) logits[i * classCount + labels[i]!]! += 4;
    return { splitId: `${role}-${k}`, role, logits, labels };
  });
  const binning = mass ? 'mass' : 'width';
  const options = { binCount: 15, binning, draws: 20, temperature } as const;
  return methodResult({ methodId, alpha, step: 152, scope: 'full', splits, classCount, options });
}

/** A record whose numbers agree with each other, as every record of the lab does. */
export function honestRecord(change: Partial<RunRecord> = {}): RunRecord {
  const config = { ...makeRunConfig(catalogue.methods, catalogue), steps: 152 };
  const results = [
    honestResult('ft'),
    honestResult('carot', { mass: true }),
    honestResult('wise-ft', { alpha: 0.5, temperature: 2.5 }),
  ];
  return fakeRecord({ config, results, ...change });
}
