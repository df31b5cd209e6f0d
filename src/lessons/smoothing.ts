import { isLocked } from '../store/classroom/selectors.ts';
import { crossEntropyFormula, epsilonOf } from './crossEntropyFormula.ts';
import type { Facts } from './facts.ts';
import { type Lesson, numberPanes } from './lesson.ts';
import { ft, ftLs, wiseFt, wiseFtLs } from './methodIds.ts';

/** Answers above 90 %, of all, as the ID diagram has them. */
function topShare(facts: Facts, id: string): string {
  const summary = facts.set(id, 'id');
  if (!summary) return '–';
  const top = summary.bins.filter(({ lower }) => lower >= 0.9 - 1e-9);
  return facts.percent(top.reduce((sum, { count }) => sum + count, 0) / summary.n, 0);
}

/** Finding 5: asking for less than certainty calibrates; twice is too much. */
export const smoothing: Lesson = {
  id: 'smoothing',
  title: 'Ask for less than certainty',
  summary: 'Label smoothing: 98 % is enough. What does it cost?',
  minutes: 4,
  needs: [ft, ftLs, wiseFt, wiseFtLs],
  steps: [
    {
      kind: 'predict',
      id: 'predict',
      title: 'Training no longer asks for 100 %, but for a little less. What happens?',
      says: () => [
        'In training, the right class has to get all of the probability. [Label smoothing] (LS) gives a small share, ε, evenly to all classes: being certain is no longer rewarded.',
      ],
      choices: [
        { id: 'cost', text: 'It is less sure, and right less often' },
        { id: 'free', text: 'It is less sure, and right about as often or more' },
        { id: 'same', text: 'No change to be seen' },
      ],
      hides: numberPanes,
      outcome: (facts) => {
        const accuracy = facts.compare(ftLs, ft, 'idAcc');
        const [own, other] = [ftLs, ft].map((id) => facts.gap(id, 'id'));
        if (accuracy === null || own == null || other == null) return null;
        if (accuracy === 'lower') return 'cost';
        return own < other - 0.01 ? 'free' : 'same';
      },
    },
    {
      kind: 'run',
      id: 'run',
      title: 'Race FT against FT with LS',
      says: () => ['Their mixes with zero-shot (WiSE-FT) come with them, without training.'],
    },
    {
      kind: 'look',
      id: 'top',
      title: 'Where did the certainty go?',
      says: () => [
        'Under each diagram a small histogram counts the answers in each range of confidence.',
      ],
      enter: (state) => {
        state.scrubTo(null);
        state.setTemperature(1);
        state.select({ confidence: null });
      },
      shows: 'diagrams',
      diagram: { methodId: ftLs, side: 'id' },
      asks: 'Click the right-most bars of FT+LS, and compare with FT.',
      isDone: ({ selection }) => selection.methodId === ftLs && selection.confidence !== null,
      doIt: (state) => {
        state.select({ methodId: ftLs, side: 'id', confidence: [0.8, 1] });
        state.showTray('images');
      },
      found: (facts) => [
        `On familiar pictures FT gives ${topShare(facts, ft)} of its answers with nine tenths or more; with LS it is ${topShare(facts, ftLs)}.`,
      ],
    },
    {
      kind: 'verdict',
      id: 'verdict',
      title: 'What this run says',
      says: (facts) => [
        `Here ε is ${facts.number(epsilonOf(facts, ftLs))}. The paper does not say what its ε was.`,
      ],
      claims: [
        { pair: [ftLs, ft], column: 'idAcc' },
        { pair: [ftLs, ft], column: 'oodAcc' },
        { pair: [ftLs, ft], column: 'idEce' },
        { pair: [ftLs, ft], column: 'oodEce' },
        { pair: [wiseFtLs, wiseFt], column: 'idEce' },
        { pair: [wiseFtLs, wiseFt], column: 'oodEce' },
      ],
      contradicted: [
        'ε is a dose. A model that was hardly too sure becomes less sure than it is right, and its ECE rises; the bars then turn hatched.',
        'Smoothing tells the model that a sheep is as little a cloud as a car. What it knew of such likeness can fade, and with it accuracy on other kinds of picture.',
        'The same share is another thing with a hundred classes than with a thousand, and in a short race than in a long one.',
      ],
    },
    {
      kind: 'why',
      id: 'why',
      title: 'Why',
      says: () => [
        'With LS the loss has its lowest point at less than certainty: beyond it, being surer costs. The model stops where FT would go on.',
      ],
      formula: crossEntropyFormula(ftLs),
      catches: (facts) => {
        const [own, other] = [wiseFtLs, wiseFt].map((id) => facts.method(id)?.paper?.idEce);
        const [here, without] = [wiseFtLs, wiseFt].map((id) => facts.column(id, 'idEce'));
        const ours =
          here == null || without == null
            ? ''
            : ` In this run: ${facts.percent(without)} and ${facts.percent(here)}.`;
        return [
          `**The catch.** Not always good. In the paper, mixing weights already makes a model less sure (lesson 2), and on top of LS it goes too far: the mix’s ID ECE is ${facts.percent(other)} without LS and ${facts.percent(own)} with it.${ours}`,
        ];
      },
      offer: {
        label: 'Set ε = 0.2 for the next race',
        stamp: 'Set: start a race to see it',
        doIt: (state) => {
          if (!isLocked(state, 'methods')) state.setParam(ftLs, 'labelSmoothing', 0.2);
        },
      },
    },
  ],
  notes: {
    aim: 'Label smoothing is a dose of doubt in the target: it calibrates a model that is too sure, and spoils one that is not.',
    before: [
      'Lessons 1 and 2. A finished race of FT and FT+LS; about as long as the default race.',
    ],
    questions: [
      {
        ask: 'With ε = 0.1 and 100 classes, what confidence does the loss ask for?',
        answer: '1 − 0.1 + 0.1/100 = 90.1 %.',
      },
      {
        ask: 'Why may accuracy rise?',
        answer:
          'Answers that are certain already are no longer pushed further, so the training goes into those that are not.',
      },
    ],
    pitfalls: [
      'ε in FT is spread over the classes, in FLYP over the captions of a batch: the same number is not the same dose.',
    ],
    ifNot:
      'Let the class try ε = 0, 0.02, 0.1, 0.2 in groups and draw ECE against ε on the board: it has a lowest point.',
  },
};
