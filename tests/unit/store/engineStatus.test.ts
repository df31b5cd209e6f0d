import { expect, test } from 'vitest';
import type { LabEvent } from '../../../src/protocol/events.ts';
import { foldEngine } from '../../../src/store/engine/engineSlice.ts';
import type { EngineState } from '../../../src/store/engine/state.ts';

const ready: EngineState = {
  ...{
    phase: 'ready',
    choice: 'auto',
    catalogue: null,
    backend: null,
    loaded: null,
    standIn: null,
  },
  ...{ files: {}, status: null, error: null, notes: [] },
};
const stamp = { runId: 'a', at: 0 };
const compiling: LabEvent = {
  ...stamp,
  type: 'run.status',
  message: 'Preparing the graphics card: 12 of 40 kernels',
  fraction: 0.3,
};

test('a wait of the race under way is shown until it is over, or the race is', () => {
  const waiting = foldEngine(ready, compiling);
  expect(waiting.status).toEqual({
    message: 'Preparing the graphics card: 12 of 40 kernels',
    fraction: 0.3,
  });
  expect(foldEngine(waiting, { ...stamp, type: 'run.status', message: null }).status).toBeNull();
  expect(foldEngine(waiting, { ...stamp, type: 'run.phase', phase: 'stopped' }).status).toBeNull();
});

test('what loading says late does not stick', () => {
  expect(foldEngine(ready, { type: 'status', message: 'Building the model' })).toBe(ready);
});
