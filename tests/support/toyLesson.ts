import type { Lesson } from '../../src/lessons/lesson.ts';

/** What a new lesson costs: this file, and its line in the registry. */
export const toyLesson: Lesson = {
  id: 'toy',
  title: 'How many pictures?',
  summary: 'A lesson for a test.',
  minutes: 1,
  needs: ['zs', 'ft'],
  steps: [
    {
      kind: 'predict',
      id: 'predict',
      title: 'Are there more test pictures than training pictures?',
      says: () => ['A guess will do. The [ECE] needs many.'],
      choices: [
        { id: 'more', text: 'More' },
        { id: 'fewer', text: 'Fewer' },
      ],
      hides: ['stage'],
      outcome: ({ state }) => (state.engine.loaded ? 'fewer' : null),
    },
    {
      kind: 'look',
      id: 'images',
      title: 'Look at the images',
      says: () => ['They lie in the tray.'],
      shows: 'images',
      asks: 'Open the tab Images.',
      isDone: ({ layout }) => layout.tray === 'images',
      doIt: (state) => state.showTray('images'),
      found: ({ count }) => [`There are ${count(2484)} to train on.`],
    },
    {
      kind: 'verdict',
      id: 'verdict',
      title: 'What this run says',
      says: () => ['Accuracy on the same pictures.'],
      claims: [{ pair: ['ft', 'zs'], column: 'idAcc' }],
      contradicted: ['Toys may.'],
    },
  ],
  notes: { aim: 'None.', before: [], questions: [], pitfalls: [], ifNot: 'Nothing.' },
};
