import { fitTemperature } from '../metrics/temperatureScaling.ts';
import { described } from '../store/engine/described.ts';
import type { LabState } from '../store/labState.ts';
import { finalKeys } from '../store/results/findings.ts';
import { oodSplitId } from '../store/results/selectors.ts';
import type { Facts } from './facts.ts';
import { type Lesson, numberPanes } from './lesson.ts';
import { carot, flyp, ft, ftLs, zs } from './methodIds.ts';
import { surenessChoices, surenessOf, surenessWords } from './sureness.ts';

/** T fitted on the test answers of the OOD set that the page shows: what one must not do. */
function fitOnTest(state: LabState): void {
  const key = finalKeys(state)[ft];
  const splits = (key && state.vault.get(key)) || [];
  const split = splits.find(({ splitId }) => splitId === oodSplitId(state));
  if (!split) return;
  const { temperature } = fitTemperature(split.logits, split.labels, split.classCount);
  if (Number.isFinite(temperature)) state.setTemperature(Number(temperature.toPrecision(3)));
}

/** Whether the slider stands where FT's T* is, or every method has its own. */
function isFitted({ knobs, summaries, evaluations }: LabState): boolean {
  if (knobs.temperature === 'own') return true;
  if (knobs.temperature === 1) return false;
  const entry = evaluations[ft]?.at(-1);
  const own = entry && summaries.fit(entry.key);
  return own !== undefined && Math.abs(knobs.temperature / own - 1) < 0.1;
}

const withClasses = (classes: number | undefined, count: Facts['count']) =>
  classes === undefined ? null : `${count(classes)} classes`;

const change = (facts: Facts, role: 'id' | 'ood') => {
  const [raw, scaled] = (['Ece', 'EceTs'] as const).map((name) =>
    facts.percent(facts.column(ft, `${role}${name}`)),
  );
  return `${raw} → ${scaled}`;
};

/** Finding 4: one number mends much of it, fitted where labels are; not all of it elsewhere. */
export const temperature: Lesson = {
  id: 'temperature',
  title: 'One number to mend it',
  summary: 'Temperature: make a model less sure, without changing one answer.',
  minutes: 4,
  needs: [zs, ft, flyp, carot],
  steps: [
    {
      kind: 'predict',
      id: 'predict',
      title: 'FT is made right as often as it says, on familiar pictures. And on others?',
      says: () => [
        'A model gives each class a score. Divide all scores by the same number, the temperature [T], before they become probabilities: above 1, it sounds less sure. The likeliest class stays the likeliest, so no answer changes.',
        '[T*] is the temperature that fits familiar pictures best that were kept apart for this.',
      ],
      choices: surenessChoices,
      hides: numberPanes,
      outcome: (facts) => surenessOf(facts, ft, 'ood', true),
    },
    {
      kind: 'run',
      id: 'run',
      title: 'Race zero-shot, FT, FLYP and CaRot',
      says: () => ['No further training is needed for T: it works on the answers.'],
    },
    {
      kind: 'look',
      id: 'slide',
      title: 'Slide T until FT’s ID diagram lies on the line',
      says: () => [
        'Watch the ID diagram of FT, the familiar pictures. The marks under the slider show each method’s T*.',
      ],
      enter: (state) => {
        state.scrubTo(null);
        state.setTemperature(1);
        state.select({ confidence: null });
      },
      shows: 'temperature',
      asks: 'Move T to FT’s mark, or choose “Each at own T*”.',
      isDone: isFitted,
      doIt: (state) => state.setTemperature('own'),
      found: (facts) => [
        `FT’s T* is ${facts.number(facts.temperature(ft))}. There its ID [ECE] goes ${change(facts, 'id')}, and its OOD ECE ${change(facts, 'ood')}. Accuracy is what it was.`,
        `On other kinds of picture it is then ${surenessWords(facts, ft, 'ood', true)}.`,
      ],
    },
    {
      kind: 'verdict',
      id: 'verdict',
      title: 'What this run says',
      says: () => [
        'First: does T* lower the OOD ECE of a method? Then: with T* for both, is a fine-tuned model still worse off than zero-shot?',
      ],
      claims: [
        { pair: [ft, ft], column: 'oodEceTs' },
        { pair: [flyp, flyp], column: 'oodEceTs' },
        { pair: [ft, zs], column: 'oodEceTs' },
        { pair: [flyp, zs], column: 'oodEceTs' },
        { pair: [carot, zs], column: 'oodEceTs' },
      ],
      contradicted: [
        'T* is fitted on familiar pictures. A model that is about right there gets a T* near 1 or below it, and may become surer elsewhere, where it was too sure already.',
        'Where zero-shot is badly calibrated on these pictures itself, a fine-tuned model can come out better.',
      ],
    },
    {
      kind: 'why',
      id: 'why',
      title: 'Why',
      says: () => [
        'T is one number for all pictures. It can take away what a model is too sure of on average over the pictures it was fitted on. How much too sure it is elsewhere, it cannot know.',
      ],
      formula: {
        spoken: 'p k is e to the z k over T, divided by the sum of e to the z j over T.',
        parts: [
          {
            symbol: 'p_k',
            means: 'the probability of class k; shown: mean of the likeliest, raw and at T*',
            value: (facts) => {
              const split = facts.final(ft)?.splits.find(({ role }) => role === 'ood');
              return split
                ? `${facts.percent(split.raw.meanConfidence)} → ${facts.percent(split.scaled.meanConfidence)}`
                : null;
            },
          },
          '= exp(z_k /',
          {
            symbol: 'T',
            means: 'the temperature; shown: FT’s T*',
            value: (facts) => (facts.final(ft) ? facts.number(facts.temperature(ft)) : null),
          },
          ') /',
          {
            symbol: 'Σ_j',
            means: 'added up over the classes, so that all probabilities make 1',
            value: ({ state, count }) =>
              withClasses(described(state.engine)?.dataset.classNames.length, count),
          },
          'exp(z_j / T)',
        ],
        of: (facts) => `${facts.name(ft)}, OOD`,
      },
      catches: (facts) => {
        const paper = facts.method(ftLs)?.paper;
        const worse = paper
          ? `In the paper it made ${facts.name(ftLs)} worse: ID ECE ${facts.points(paper.idEce)} → ${facts.percent(paper.idEceTs)}, OOD ${facts.points(paper.oodEce)} → ${facts.percent(paper.oodEceTs)}.`
          : '';
        return [
          `**The catch.** T* does not always help. ${worse}`,
          'Why not fit T on the other pictures themselves? Try it:',
        ];
      },
      offer: {
        label: 'Fit T on the OOD test set',
        stamp: 'You just cheated: T was chosen by the test answers',
        doIt: fitOnTest,
      },
    },
  ],
  notes: {
    aim: 'Temperature scaling changes confidence and no answer; it mends calibration where it was fitted and only partly elsewhere.',
    before: ['Lesson 1. A finished default race.'],
    questions: [
      {
        ask: 'Why does accuracy not change?',
        answer:
          'Dividing all scores by the same positive number keeps their order; the likeliest stays the likeliest.',
      },
      {
        ask: 'What is wrong with fitting T on the OOD test set?',
        answer:
          'The labels that grade the model would have been used to set it. In use there are no labels for the pictures to come.',
      },
    ],
    pitfalls: [
      '“T makes the model better.” It makes the same answers with other confidences.',
      '“T > 1 always.” An under-confident model, such as a mix of weights, has T* below 1.',
    ],
    ifNot:
      'If T* is near 1 there is little to mend on familiar pictures, and the OOD ECE stays or rises. That is the lesson too: T* knows nothing of other pictures.',
  },
};
