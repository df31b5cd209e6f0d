import type { AssetIds } from '../../protocol/assets.ts';
import { makeRunConfig, type RunConfig } from '../../protocol/runConfig.ts';
import { offer } from '../offer.ts';

/** The lab's defaults at one batch size and a constant rate, without clipping: what a measurement trains. */
export function measureConfig(ids: AssetIds, batchSize: number): RunConfig {
  const base = makeRunConfig([], offer, ids);
  const { classCount } = offer.datasets.find(({ id }) => id === ids.datasetId)!;
  return {
    ...base,
    batchSize,
    sampling: batchSize <= classCount ? 'distinct' : 'random',
    optimizer: { ...base.optimizer, learningRate: 1e-4, clipNorm: 0 },
  };
}
