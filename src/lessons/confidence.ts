import { eceFormula } from './eceFormula.ts';
import { type Lesson, numberPanes } from './lesson.ts';
import { zs } from './methodIds.ts';

/** Lesson 0: what confidence and a reliability diagram are, built from the student's own answers. */
export const confidence: Lesson = {
  id: 'confidence',
  title: 'How sure are you?',
  summary: 'Confidence, calibration and the reliability diagram, from twenty answers of your own.',
  minutes: 2,
  needs: [],
  steps: [
    {
      kind: 'widget',
      id: 'guesses',
      title: 'Twenty pictures',
      widget: 'guesses',
      hides: numberPanes,
      says: () => [
        'Each is one of two things. Choose which, and how sure you are: **100 %** means you are never wrong when you say so, **50 %** is a coin toss.',
      ],
    },
    {
      kind: 'look',
      id: 'models',
      title: 'The same for a model',
      says: () => [
        'Your diagram has few dots. A model answers thousands of pictures, so its [Reliability diagram] has a bar for each range of confidence. Its thick mark is how often they are right: on the dashed line, as often as it says. A **solid** part up to the line: surer than right; a **hatched** part: less sure.',
      ],
      enter: (state) => {
        state.scrubTo(null);
        state.setTemperature(1);
        state.select({ confidence: null, cell: null, label: null });
      },
      shows: 'diagrams',
      diagram: { methodId: zs, side: 'id' },
      asks: 'Click a bar in any diagram, to see its pictures.',
      isDone: ({ selection }) => selection.confidence !== null,
      doIt: (state) => {
        state.select({ methodId: zs, side: 'id', confidence: [0.8, 1] });
        state.showTray('images');
      },
      found: () => [
        'The sentence over the pictures is what calibration is about: how sure it says it is, and how often it is right.',
      ],
    },
    {
      kind: 'why',
      id: 'ece',
      title: 'One number for the whole diagram',
      says: () => [
        'The [ECE] measures how far the bars are from the line: bin by bin, and a bin counts as much as it has pictures. Point at a symbol to see its number.',
      ],
      formula: eceFormula(
        (facts) => facts.latestSet(zs, 'id'),
        (facts) => `${facts.name(zs)}, ID`,
      ),
      catches: () => [
        '**The catch.** With few pictures the bars stray from the line by chance alone, yours and the model’s. The lab prints that [Noise floor] beside each ECE; a difference below it says nothing.',
        'A model can be badly calibrated in two ways, too sure or not sure enough, and the ECE does not tell which.',
      ],
    },
  ],
  notes: {
    aim: 'A student can say what “90 % sure” promises, read a reliability diagram, and tell over- from under-confidence.',
    before: ['Nothing but the page: no race is needed.'],
    questions: [
      {
        ask: 'Somebody said 100 % eight times and was wrong once. Is that bad?',
        answer:
          '100 % promises no error at all, so yes; “90 %” would have been a fair thing to say for all eight.',
      },
      {
        ask: 'Can you be perfectly calibrated and useless?',
        answer:
          'Yes: whoever tosses a coin and says 50 % each time is calibrated. Calibration says that confidence can be believed, not that answers are good.',
      },
    ],
    pitfalls: [
      'Twenty answers make wide intervals: nobody is “over-confident” for one wrong answer. Merge the class’s answers on the board.',
      '“Confidence is accuracy.” It is what is said before; accuracy is what comes out.',
    ],
    ifNot:
      'There is nothing here that a run can contradict. Students who are right every time should have another round, with pictures that look alike.',
  },
};
