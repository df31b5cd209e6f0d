import { expect, test } from 'vitest';
import { factsOf } from '../../../src/lessons/facts.ts';
import type { WhyStep } from '../../../src/lessons/lesson.ts';
import { mixing } from '../../../src/lessons/mixing.ts';
import { numbers } from '../../../src/ui/panels/lesson/numbers.ts';
import { lessonStore } from '../../support/lessonStore.ts';

const why = mixing.steps.find(({ kind }) => kind === 'why') as WhyStep;

test.each([
  ['In this run too', { zs: 0.7, ft: 0.9, 'wise-ft': 0.6 }],
  ['Not in this run', { zs: 0.7, ft: 0.9, 'wise-ft': 0.75 }],
  ['Not in this run', { zs: 0.7, ft: 0.9, 'wise-ft': 0.95 }],
] as const)(
  'whether a mix is less sure than its parents is read off the run: %s',
  async (says, sure) => {
    const store = await lessonStore({
      raced: ['ft'],
      summary: (id) => ({ meanConfidence: sure[id as keyof typeof sure] }),
    });
    const text = why.says(factsOf(store.getState(), numbers)).join(' ');
    expect(text).toContain(says);
    for (const value of Object.values(sure)) expect(text).toContain(numbers.percent(value));
  },
);
