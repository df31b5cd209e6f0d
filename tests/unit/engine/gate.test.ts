import { describe, expect, test } from 'vitest';
import { Gate } from '../../../src/engine/gate.ts';

/** Resolves to what pass() said, or 'waiting' if it has not said anything within a few turns. */
async function answer(passing: Promise<string>): Promise<string> {
  const later = new Promise<string>((resolve) => setTimeout(() => resolve('waiting'), 5));
  return Promise.race([passing, later]);
}

describe('Gate', () => {
  test('lets a run through until it is paused, and again when resumed', async () => {
    const gate = new Gate();
    expect(await answer(gate.pass())).toBe('go');
    expect(gate.pause()).toBe(true);
    const passing = gate.pass();
    expect(await answer(passing)).toBe('waiting');
    expect(gate.resume()).toBe(true);
    expect(await answer(passing)).toBe('go');
  });

  test('says whether a call changed anything', () => {
    const gate = new Gate();
    expect(gate.resume()).toBe(false);
    expect(gate.pause()).toBe(true);
    expect(gate.pause()).toBe(false);
    expect(gate.resume()).toBe(true);
  });

  test('one step runs to the end of the round and pauses there', async () => {
    const gate = new Gate();
    gate.pause();
    gate.step();
    expect(await answer(gate.pass())).toBe('go');
    expect(gate.endRound()).toBe(true);
    expect(await answer(gate.pass())).toBe('waiting');
    gate.resume();
    expect(gate.endRound()).toBe(false);
  });

  test('stop wakes a paused run and is final', async () => {
    const gate = new Gate();
    gate.pause();
    const passing = gate.pass();
    gate.stop();
    expect(await answer(passing)).toBe('stopped');
    gate.resume();
    gate.step();
    expect(gate.stopped).toBe(true);
    expect(await answer(gate.pass())).toBe('stopped');
  });

  test('a closed gate ignores everything, and a finished run was not stopped', () => {
    const gate = new Gate();
    gate.close();
    gate.stop();
    expect(gate.stopped).toBe(false);
    expect(gate.pause()).toBe(false);
  });
});
