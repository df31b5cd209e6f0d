import { expose } from 'comlink';
import { createImageKeeper } from '../src/data/imageKeeper.ts';

// Before any await: a call that arrives earlier would be lost.
expose(createImageKeeper());
