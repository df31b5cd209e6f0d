import { expose } from 'comlink';
import { describeError } from '../src/engine/errors.ts';
import { Trainer } from '../src/engine/trainer.ts';
import { settle } from '../src/protocol/settled.ts';

/**
 * The training worker: owns every tensor. Results of calls cross the wall as `Settled` values, since
 * an Error loses its code and hint on the way. An await before expose() would lose the page's first call.
 */
const trainer = new Trainer();
expose(settle(trainer, describeError));

self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  throw event.reason;
});
