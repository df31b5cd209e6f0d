import type { AlphaPoint } from '../store/results/shown.ts';
import type { Facts } from './facts.ts';
import { type Lesson, numberPanes } from './lesson.ts';
import { ft, wiseFt, wiseFtLs, zs } from './methodIds.ts';
import { surenessChoices, surenessOf, surenessWords } from './sureness.ts';

/** The measured mix with the most, or the least, of something. */
const extreme = (facts: Facts, value: (point: AlphaPoint) => number) =>
  facts
    .mixes(wiseFt)
    .reduce<AlphaPoint | null>(
      (best, one) => (best && value(best) >= value(one) ? best : one),
      null,
    );

const bestAccuracy = (facts: Facts) => extreme(facts, ({ result }) => result.row.oodAcc);

const confidenceOf = (facts: Facts, id: string) => facts.set(id, 'id')?.meanConfidence;

/** Whether the mix of this run is less sure than both of its parents. */
function shrinking(facts: Facts): readonly string[] {
  const [mix, ...parents] = [wiseFt, zs, ft].map((id) => confidenceOf(facts, id));
  const [first, second] = parents;
  if (mix === undefined || first === undefined || second === undefined) return [];
  const numbers = `${facts.percent(mix)} on average, its parents ${facts.percent(first)} and ${facts.percent(second)}`;
  return mix < Math.min(first, second)
    ? [`In this run too: on familiar pictures the mix is sure by ${numbers}.`]
    : [
        `Not in this run: on familiar pictures the mix is sure by ${numbers}. Mixing did not shrink the scores of this model.`,
      ];
}

/** Finding 2: mixing weights is accurate on other pictures, and badly calibrated. */
export const mixing: Lesson = {
  id: 'mixing',
  title: 'Two models mixed',
  summary: 'Half zero-shot, half fine-tuned: the best of both?',
  minutes: 4,
  needs: [zs, ft, wiseFt],
  steps: [
    {
      kind: 'predict',
      id: 'predict',
      title: 'Which mix is right most often on other kinds of picture?',
      says: () => [
        '**WiSE-FT** takes two models, zero-shot and FT, and averages their weights, number by number. α says how much of FT is in it: 0 is zero-shot alone, 1 is FT alone. Nothing is trained.',
      ],
      choices: [
        { id: 'zero', text: 'α = 0: zero-shot alone' },
        { id: 'between', text: 'Something in between' },
        { id: 'one', text: 'α = 1: FT alone' },
      ],
      hides: numberPanes,
      outcome: (facts) => {
        const best = bestAccuracy(facts);
        if (!best || facts.mixes(wiseFt).length < 3) return null;
        return best.alpha === 0 ? 'zero' : best.alpha === 1 ? 'one' : 'between';
      },
    },
    {
      kind: 'predict',
      id: 'sure',
      title: 'And how sure is the mix in the middle, on familiar pictures?',
      says: () => ['Both parents give a [Confidence]. The mix gives one of its own.'],
      choices: surenessChoices,
      hides: numberPanes,
      outcome: (facts) => surenessOf(facts, wiseFt, 'id'),
    },
    {
      kind: 'run',
      id: 'run',
      title: 'Race zero-shot against FT',
      says: () => [
        'The race trains FT only. At its end the mixes are measured from the weights of both, one after another.',
      ],
    },
    {
      kind: 'look',
      id: 'alpha',
      title: 'Walk from one model to the other',
      says: () => [
        'Each small mark on the dotted trail is a mix. Further up: more often right on other kinds. Further right: on familiar ones.',
      ],
      enter: (state) => {
        state.scrubTo(null);
        state.setTemperature(1);
        state.showStage('plane');
      },
      shows: 'alpha',
      asks: 'Move the slider “Mix α” and follow WiSE-FT in both planes.',
      isDone: ({ knobs }, before) => Math.abs(knobs.alpha - before.knobs.alpha) > 0.09,
      doIt: (state) => state.setAlpha(state.knobs.alpha > 0.5 ? 0.2 : 0.8),
      found: (facts) => {
        const mixes = facts.mixes(wiseFt);
        const accurate = bestAccuracy(facts);
        const calibrated = extreme(facts, ({ result }) => -result.row.oodEce);
        if (!accurate || !calibrated || mixes.length < 3)
          return ['Too few mixes are measured so far to say which is best; more come by and by.'];
        return [
          `Of ${mixes.length} mixes, OOD accuracy is highest at α = ${facts.number(accurate.alpha)} (${facts.percent(accurate.result.row.oodAcc)}), and OOD [ECE] lowest at α = ${facts.number(calibrated.alpha)} (${facts.percent(calibrated.result.row.oodEce)}). The best mix for one need not be the best for the other.`,
        ];
      },
    },
    {
      kind: 'look',
      id: 'sign',
      title: 'In which direction is it off?',
      says: () => [
        'An [ECE] has no sign. The diagram has: solid for surer than right, **hatched** for less sure.',
      ],
      enter: (state) => {
        state.setAlpha(0.5);
        state.select({ confidence: null });
      },
      shows: 'diagrams',
      diagram: { methodId: wiseFt, side: 'id' },
      asks: 'Click a bar in either diagram of WiSE-FT.',
      isDone: ({ selection }) => selection.methodId === wiseFt && selection.confidence !== null,
      doIt: (state) => {
        state.select({ methodId: wiseFt, side: 'id', confidence: [0.4, 0.8] });
        state.showTray('images');
      },
      found: (facts) => [
        `On familiar pictures, zero-shot is ${surenessWords(facts, zs, 'id')}; FT is ${surenessWords(facts, ft, 'id')}; the mix of both is **${surenessWords(facts, wiseFt, 'id')}**.`,
      ],
    },
    {
      kind: 'verdict',
      id: 'verdict',
      title: 'What this run says',
      says: (facts) => [
        `Measured at α = ${facts.number(facts.final(wiseFt)?.alpha)}, on the same pictures as its parents.`,
      ],
      claims: [
        { pair: [wiseFt, ft], column: 'oodAcc' },
        { pair: [wiseFt, zs], column: 'oodAcc' },
        { pair: [wiseFt, zs], column: 'idEce' },
        { pair: [wiseFt, zs], column: 'oodEce' },
      ],
      contradicted: [
        'Mixing need not shrink the scores of a small model. Then the mix is right more often and no less sure than before, which brings it nearer to the line: better calibrated, not worse.',
        'How much a mix loses in confidence depends on how far apart its parents are. After a short race, or with a small learning rate, FT lies near zero-shot, and so does every mix.',
      ],
    },
    {
      kind: 'why',
      id: 'why',
      title: 'Why',
      says: (facts) => [
        'Two models that start from the same weights can be averaged and still work. In the paper’s large CLIP the scores shrink by it: the mix is right more often and sounds less sure.',
        ...shrinking(facts),
      ],
      formula: {
        spoken: 'Gap is mean confidence minus accuracy.',
        parts: [
          {
            symbol: 'gap',
            means: 'above 0: surer than right; below 0: less sure than right',
            value: (facts) => {
              const gap = facts.set(wiseFt, 'id')?.signedGap;
              return gap === undefined
                ? null
                : `${gap < 0 ? '−' : '+'}${facts.points(Math.abs(gap))} points`;
            },
          },
          '=',
          {
            symbol: 'conf',
            means: 'the mean confidence of all answers',
            value: (facts) => facts.percent(facts.set(wiseFt, 'id')?.meanConfidence),
          },
          '−',
          {
            symbol: 'acc',
            means: 'accuracy: the share of right answers',
            value: (facts) => facts.percent(facts.set(wiseFt, 'id')?.accuracy),
          },
        ],
        of: (facts) => `${facts.name(wiseFt)}, ID`,
      },
      catches: (facts) => {
        const paper = facts.method(wiseFtLs)?.paper;
        return [
          paper
            ? `**The catch.** “Bad ECE” is not “too sure”. In the paper, ${facts.name(wiseFtLs)} has an ID ECE of ${facts.percent(paper.idEce)}. It is wrong ${facts.percent(1 - paper.idAcc)} of the time, and no model can be surer than right by more than that: most of it must be **under**-confidence.`
            : '**The catch.** “Bad ECE” is not “too sure”.',
        ];
      },
    },
  ],
  notes: {
    aim: 'A mix of weights can be more accurate than both parents and worse calibrated; an ECE alone does not say in which direction a model is off.',
    before: ['Lesson 1. A finished race of zero-shot and FT.'],
    questions: [
      {
        ask: 'A weather service is right 80 % of the time and always says 60 %. What is its ECE, and is it over-confident?',
        answer:
          '20 %, and it is under-confident: it could say 80 % without a change to its forecasts.',
      },
      {
        ask: 'Is under-confidence harmless?',
        answer:
          'No: whoever acts only above 90 % will never act. It is easier to mend, though, by a temperature below 1 (lesson 4).',
      },
    ],
    pitfalls: [
      '“Mixing weights is averaging answers.” No: the two models’ answers are never averaged; their weights are, and the result answers once.',
      'The best α is read off the test pictures here. In earnest it would have to be chosen on validation pictures.',
    ],
    ifNot:
      'The mix need not beat both parents: with parents far apart the middle can be worse than either. Read the trail, not the middle alone.',
  },
};
