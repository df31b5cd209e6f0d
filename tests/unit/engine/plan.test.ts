import { describe, expect, test } from 'vitest';
import { closingOf, isDue, lookAfter, nextRound, openingOf } from '../../../src/engine/plan.ts';
import { tinyConfig } from './tinyRace.ts';

const config = tinyConfig(['zs', 'ft', 'flyp'], { views: [{ methodId: 'wise-ft', alpha: 0.3 }] });
const at = (methodId: string, stepsDone: number) => ({ methodId, stepsDone });

describe('the plan of a race', () => {
  test('looks at every lane before the first step, what is never trained among them', () => {
    expect(openingOf(config, [at('ft', 0), at('flyp', 0)])).toEqual(
      ['zs', 'ft', 'flyp'].map((methodId) => ({ methodId, scope: 'live' })),
    );
  });

  test('from a checkpoint, repeats only what is due where each lane stands', () => {
    const ids = (lanes: Parameters<typeof openingOf>[1]) =>
      openingOf(config, lanes).map(({ methodId }) => methodId);
    expect(ids([at('ft', 3), at('flyp', 3)])).toEqual(['ft', 'flyp']);
    expect(ids([at('ft', 4), at('flyp', 3)])).toEqual(['flyp']);
    expect(ids([at('ft', 4), at('flyp', 0)])).toEqual(['flyp']);
  });

  test('looks every so many steps and after the last; never where nobody asks', () => {
    const every = { ...config, steps: 7 };
    const due = [...Array(8).keys()].filter((step) => isDue(every, step));
    expect(due).toEqual([0, 3, 6, 7]);
    const never = { ...config, evaluation: { ...config.evaluation, everySteps: 0 } };
    expect(openingOf(never, [at('ft', 0)])).toEqual([]);
    expect(lookAfter(never, [at('ft', 6)])).toEqual([]);
    expect(lookAfter(config, [at('ft', 3), at('flyp', 2)])).toEqual([
      { methodId: 'ft', scope: 'live' },
    ]);
  });

  test('ends with the reference, every lane and every view, on all images', () => {
    expect(closingOf(config, [at('ft', 6), at('flyp', 6)])).toEqual([
      { methodId: 'zs', scope: 'full' },
      { methodId: 'ft', scope: 'full' },
      { methodId: 'flyp', scope: 'full' },
      { methodId: 'wise-ft', alpha: 0.3, scope: 'full' },
    ]);
  });

  test('lanes train together; one that is behind catches up first, alone', () => {
    const [ft, flyp, late] = [at('ft', 4), at('flyp', 4), at('carot', 1)];
    expect(nextRound([ft, flyp], 6)).toEqual({ step: 4, lanes: [ft, flyp] });
    expect(nextRound([ft, flyp, late], 6)).toEqual({ step: 1, lanes: [late] });
    expect(nextRound([ft, late], 4)).toEqual({ step: 1, lanes: [late] });
    expect(nextRound([ft, flyp], 4)).toBeNull();
    expect(nextRound([], 4)).toBeNull();
  });
});
