import { gpuMeter } from '../../src/engine/measure/gpuMeter.ts';
import type { Contestant, Made, MethodId, Setup } from '../contestant.ts';

/** A contestant, with the meter on whatever it does to the GPU. @param make called once, when it is opened */
export function contestantOf(make: (setup: Setup) => Promise<Made>): Contestant {
  const meter = gpuMeter();
  let made: Made | null = null;
  const opened = () => {
    if (!made) throw new Error('open() comes first');
    return made;
  };
  const stepOf = (method: MethodId) => {
    const step = opened().steps[method];
    if (!step) throw new Error(`opened without ${method}`);
    return step;
  };
  return {
    async open(setup) {
      meter.empty(setup.isEmpty ?? false);
      made = await make(setup);
      const { ground, task } = made;
      return { ground, ...(task && { task }) };
    },
    async step(method) {
      const before = meter.dispatches;
      const sample = await stepOf(method)();
      return { ...sample, dispatches: meter.dispatches - before };
    },
    async javascript(method) {
      meter.empty(true);
      try {
        return (await stepOf(method)()).jsMs;
      } finally {
        meter.empty(false);
      }
    },
    async evaluate(images) {
      const { evaluate } = opened();
      if (!evaluate) throw new Error('only the lab evaluates here');
      return evaluate(images);
    },
    async multiply(shapes) {
      const { multiply } = opened();
      if (!multiply) throw new Error('only the lab multiplies here');
      return multiply(shapes);
    },
    peakBytes: async () => meter.peakBytes,
    errors: async () => meter.errors,
  };
}
