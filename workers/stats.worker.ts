import { expose } from 'comlink';
import { createStatsKeeper } from '../src/results/statsKeeper.ts';

// Before any await: a call that arrives earlier would be lost.
expose(createStatsKeeper());
