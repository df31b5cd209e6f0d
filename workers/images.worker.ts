import { expose } from 'comlink';
import { createImageKeeper } from '../src/data/imageKeeper.ts';
import { toImagesError } from '../src/data/toImagesError.ts';
import { settle } from '../src/protocol/settled.ts';

// Before any await: a call that arrives earlier would be lost.
expose(settle(createImageKeeper(), toImagesError));
