import { describe, expect, test } from 'vitest';
import type { EvaluationEvent } from '../../../src/protocol/events.ts';
import { methodResult } from '../../../src/results/methodResult.ts';
import { LogitsVault, splitOf } from '../../../src/store/results/logitsVault.ts';
import { Summaries } from '../../../src/store/results/summaries.ts';
import { fakeEvaluation } from '../../gallery/fakeLogits.ts';
import { loaded } from '../../gallery/fixtures.ts';

const bins = { binCount: 15, binning: 'width' } as const;
const own = { ...bins, temperature: 'own' } as const;

/** Logits of one evaluation on the page, and what the worker says of them. */
function evaluated(key: string, vault: LogitsVault, draws = 0) {
  const about = { runId: 'r', methodId: 'ft', step: 3, progress: 0.5, scope: 'live' } as const;
  const events = fakeEvaluation(about).filter(
    (event): event is EvaluationEvent => event.type === 'evaluation',
  );
  const splits = events.flatMap((event) => {
    const role = loaded.dataset.splits.find(({ id }) => id === event.splitId)?.role;
    if (!role || role === 'train') return [];
    vault.keep(key, event, splitOf(event, role));
    return [{ splitId: event.splitId, role, logits: event.logits, labels: event.labels }];
  });
  const { classCount } = events[0]!;
  return (temperature: number | 'own', metrics: readonly string[] = []) =>
    methodResult({
      methodId: 'ft',
      step: 3,
      scope: 'live',
      classCount,
      splits,
      options: { ...bins, draws, temperature, metrics },
    });
}

describe('summaries', () => {
  test('nothing is known before the worker has fitted a temperature, but what needs none', () => {
    const vault = new LogitsVault();
    evaluated('a', vault);
    const summaries = new Summaries(vault);
    expect(summaries.result('a', own)).toBeNull();
    expect(summaries.summary('a', 'id', own)).toBeNull();
    expect(summaries.summary('a', 'id', { ...bins, temperature: 2 })).toMatchObject({
      temperature: 2,
      eceInterval: null,
    });
  });

  test('what the page works out equals what the worker says, at any temperature', () => {
    const vault = new LogitsVault();
    const says = evaluated('a', vault);
    const summaries = new Summaries(vault);
    summaries.take('a', says('own'));
    const at = summaries.result('a', { ...bins, temperature: 1.7 })!;
    const expected = says(1.7);
    expect(at.temperature).toBe(expected.temperature);
    for (const [i, { scaled }] of expected.splits.entries()) {
      expect(at.splits[i]!.scaled.ece).toBeCloseTo(scaled.ece, 9);
      expect(at.splits[i]!.scaled.nll).toBeCloseTo(scaled.nll, 9);
    }
    expect(at.row.oodEceTs).toBeCloseTo(expected.row.oodEceTs, 9);
  });

  test('the same question has the same answer, and is worked out once', () => {
    const vault = new LogitsVault();
    const says = evaluated('a', vault);
    const summaries = new Summaries(vault);
    summaries.take('a', says('own'));
    const first = summaries.result('a', { ...bins, temperature: 2 });
    const { passes } = summaries;
    expect(summaries.result('a', { ...bins, temperature: 2 })).toBe(first);
    expect(summaries.passes).toBe(passes);
  });

  test('intervals take the place of what had none, and are not taken away again', () => {
    const vault = new LogitsVault();
    const quick = evaluated('a', vault);
    const whole = evaluated('a', vault, 5);
    const summaries = new Summaries(vault);
    summaries.take('a', quick('own'));
    expect(summaries.isWhole('a', own)).toBe(false);
    summaries.take('a', whole('own'));
    expect(summaries.isWhole('a', own)).toBe(true);
    summaries.take('a', quick('own'));
    expect(summaries.isWhole('a', own)).toBe(true);
    expect(summaries.result('a', own)!.splits[0]!.scaled.eceInterval).not.toBeNull();
  });

  test('metrics that were asked for join what is known, and nothing takes them away', () => {
    const vault = new LogitsVault();
    const quick = evaluated('a', vault);
    const whole = evaluated('a', vault, 5);
    const summaries = new Summaries(vault);
    summaries.take('a', whole('own'));
    expect(summaries.isMeasured('a', own, ['ece', 'nll'])).toBe(true);
    expect(summaries.isMeasured('a', own, ['ece', 'mce'])).toBe(false);
    summaries.take('a', quick('own', ['mce']));
    summaries.take('a', quick('own', ['aurc']));
    expect(summaries.isMeasured('a', own, ['mce', 'aurc'])).toBe(true);
    expect(summaries.isMeasured('a', { ...bins, temperature: 3 }, ['mce'])).toBe(false);
    expect(summaries.isWhole('a', own)).toBe(true);
    const [split] = summaries.result('a', own)!.splits;
    expect(split!.raw.metrics).toEqual({ mce: expect.any(Number), aurc: expect.any(Number) });
    expect(split!.raw.eceInterval).not.toBeNull();
    // What a slider shows keeps the accuracy's interval, whoever spoke last.
    const slid = summaries.summary('a', split!.splitId, { ...bins, temperature: 2 });
    expect(slid!.accuracyInterval).toEqual(split!.raw.accuracyInterval);
  });

  test('of a run without logits, what was kept of it is shown, whatever is asked', () => {
    const says = evaluated('a', new LogitsVault());
    const summaries = new Summaries(new LogitsVault());
    const kept = says('own');
    summaries.take('a', kept);
    expect(summaries.has('a', own)).toBe(true);
    expect(summaries.has('a', { ...own, binCount: 7 })).toBe(false);
    // Accuracy does not depend on the question; what does is not there.
    const other = summaries.result('a', { ...own, binCount: 7 })!;
    expect(other.row.idAcc).toBe(kept.row.idAcc);
    expect([other.row.idEce, other.row.oodEceTs]).toEqual([Number.NaN, Number.NaN]);
    expect(summaries.result('a', { ...own, binCount: 7 })).toBe(other);
    const atTwo = summaries.result('a', { ...bins, temperature: 2 })!;
    expect([atTwo.row.idEce, atTwo.row.idEceTs]).toEqual([kept.row.idEce, Number.NaN]);
  });

  test('a long race fits: its curves are worked out once, whatever is looked at in between', () => {
    const vault = new LogitsVault();
    const says = evaluated('a', vault)('own');
    const [small] = [...vault.get('a')!];
    const summaries = new Summaries(vault);
    const keys = Array.from({ length: 600 }, (_, i) => `r/ft/${i}/live/own`);
    for (const key of keys) {
      for (const { splitId, role } of says.splits) {
        vault.keep(key, says, { ...small!, splitId, role });
      }
      summaries.take(key, says);
    }
    const curves = () => keys.map((key) => summaries.result(key, { ...own, binCount: 10 }));
    const first = curves();
    const { passes } = summaries;
    for (const temperature of [1.1, 1.2, 1.3]) summaries.result(keys[0]!, { ...bins, temperature });
    const looked = summaries.passes;
    expect(looked).toBeGreaterThan(passes);
    expect(curves().every((result, i) => result === first[i])).toBe(true);
    expect(summaries.passes).toBe(looked);
  });

  test('the least used leave, and come back when they are asked for', () => {
    const vault = new LogitsVault();
    const says = evaluated('a', vault);
    const summaries = new Summaries(vault, 4);
    const many = 60;
    summaries.take('a', says('own'));
    const wish = (temperature: number) => summaries.summary('a', 'id', { ...bins, temperature });
    const first = wish(1.1);
    for (let i = 0; i < many; i++) wish(2 + i / 10);
    const { passes } = summaries;
    expect(wish(1.1)).toEqual(first);
    expect(summaries.passes).toBe(passes + 1);
  });

  test('what is forgotten is not known any more', () => {
    const vault = new LogitsVault();
    const summaries = new Summaries(vault);
    for (const key of ['a', 'b']) summaries.take(key, evaluated(key, vault)('own'));
    summaries.forget((key) => key === 'a');
    expect([summaries.fit('a'), summaries.fit('b')]).toEqual([undefined, expect.any(Number)]);
    expect(summaries.result('a', own)).toBeNull();
  });
});
