import type { Lesson } from './lesson.ts';
import { carot } from './methodIds.ts';

/** The sandbox at the end: beat CaRot where it is best among the fine-tuned. */
export const challenge: Lesson = {
  id: 'challenge',
  title: 'Beat CaRot',
  summary:
    'A lower OOD ECE, without losing a point of ID accuracy. Anything goes but the test answers.',
  minutes: 20,
  needs: [carot],
  steps: [
    {
      kind: 'widget',
      id: 'beat',
      title: 'Beat CaRot on OOD ECE',
      widget: 'challenge',
      room: 'setup',
      says: () => [
        'Any method, any setting: smoothing ε, λ, momentum, learning rate, steps, a mix α, or each at its own [T*]. CaRot races along with the lab’s own settings. You win when your OOD [ECE] is lower beyond chance, and your ID accuracy less than one point below CaRot’s.',
      ],
    },
  ],
  notes: {
    aim: 'To use what the six lessons taught, and to report a result with its uncertainty.',
    before: [
      'All six lessons, or at least 1, 4 and 5. Each attempt is a race; let them run during a break.',
    ],
    questions: [
      {
        ask: 'Which settings did you choose by looking at the OOD test sets?',
        answer:
          'All that were tried until the number was good. After ten tries the winner’s lead is partly luck: race it again with another seed before you believe it.',
      },
      {
        ask: 'Zero-shot often has the lowest OOD ECE. Why does it not win?',
        answer: 'It loses far more than a point of ID accuracy: the challenge asks for both.',
      },
    ],
    pitfalls: ['“Close” is not “won”: the difference may be chance.'],
    ifNot:
      'If nobody wins, that is a result: say how many tries, and the interval of the best. If CaRot is easy to beat here, ask why this run differs from the paper.',
  },
};
