import { partingOf } from '../results/parting.ts';
import { liveHistory } from '../store/results/shown.ts';
import { selectedImages } from '../store/selection/imageRows.ts';
import { eceFormula } from './eceFormula.ts';
import { type Lesson, numberPanes } from './lesson.ts';
import { ft, zs } from './methodIds.ts';
import { surenessChoices, surenessOf, surenessWords } from './sureness.ts';

/** Finding 1: fine-tuning raises ID accuracy, and costs OOD accuracy and calibration. */
export const fineTuning: Lesson = {
  id: 'fine-tuning',
  title: 'Fine-tuning costs more than accuracy',
  summary: 'It is right more often. Is it also too sure of itself?',
  minutes: 4,
  needs: [zs, ft],
  steps: [
    {
      kind: 'predict',
      id: 'predict',
      title: 'After fine-tuning, how sure is it of pictures of another kind?',
      says: () => [
        'A model was trained on pictures with captions. Shown a picture, it names the thing in it and says how sure it is: its [Confidence].',
        '**Fine-tuning** (FT) trains it further, on one kind of picture. On new pictures of that kind ([ID]) it gets better. Then it meets the same things drawn in other ways ([OOD]).',
      ],
      choices: surenessChoices,
      hides: numberPanes,
      outcome: (facts) => surenessOf(facts, ft, 'ood'),
    },
    {
      kind: 'run',
      id: 'run',
      title: 'Race zero-shot against FT',
      says: () => [
        '**Zero-shot** is the model as it came, never fine-tuned. **FT** starts from it and trains. Both answer the same test pictures.',
      ],
    },
    {
      kind: 'look',
      id: 'sure',
      title: 'Look at what FT is surest of',
      says: () => [
        'A [Reliability diagram] sorts answers by how sure the model is. The thick mark of a bar is how often they are right: on the dashed line, as often as it says. A **solid** part up to the line: surer than right.',
      ],
      enter: (state) => {
        state.scrubTo(null);
        state.setTemperature(1);
        state.select({ methodId: ft, side: 'ood', confidence: null, cell: null, label: null });
        state.showTray('images');
      },
      shows: 'diagrams',
      diagram: { methodId: ft, side: 'ood' },
      asks: 'In the OOD diagram of FT, drag over the bars at the right: its surest answers.',
      isDone: ({ selection: { methodId, side, confidence } }) =>
        methodId === ft && side === 'ood' && confidence !== null && confidence[1] > 0.9,
      doIt: (state) => state.select({ methodId: ft, side: 'ood', confidence: [0.8, 1] }),
      found: (facts) => {
        const images = selectedImages(facts.state);
        if (!images || images.brushed.length === 0) return ['There are no pictures in this range.'];
        const { brushed, meanConfidence, accuracy } = images;
        return [
          `${facts.count(brushed.length)} pictures: it says **${facts.percent(meanConfidence, 0)}**, and is right **${facts.percent(accuracy, 0)}** of the time. They are listed under Images; tick “wrong only” to see where it was sure and wrong.`,
        ];
      },
    },
    {
      kind: 'look',
      id: 'when',
      title: 'When did it become too sure?',
      says: () => [
        'The clock at the bottom takes the whole page back in time. Accuracy and calibration need not move together: watch both as you go back.',
      ],
      enter: (state) => {
        state.select({ confidence: null });
        state.showStage('curves');
      },
      shows: 'clock',
      asks: 'Move the clock to an earlier step (arrow keys do it too).',
      isDone: ({ clock }) => clock.scrubStep !== null,
      doIt: (state) => {
        const { lowest, last } = partingOf(liveHistory(state, ft)) ?? {};
        state.scrubTo(lowest && lowest.step !== last?.step ? lowest.step : 0);
      },
      found: (facts) => {
        const parting = partingOf(facts.history(ft));
        if (!parting) return ['This race was looked at too seldom to tell when.'];
        const { lowest, last, parted } = parting;
        const ece = (one: typeof last) => facts.percent(one.row.oodEce);
        const acc = (one: typeof last) => facts.percent(one.row.idAcc);
        const subset =
          'These numbers are of the subset of images that the curves use; the verdict is of all test images.';
        const when = parted
          ? `FT’s OOD [ECE] was lowest at step ${facts.count(lowest.step)}, ${ece(lowest)}, and rose to ${ece(last)}. ID accuracy still rose, from ${acc(lowest)} to ${acc(last)}: accuracy alone would not have told you.`
          : `In this run they do not part: OOD [ECE] was lowest at step ${facts.count(lowest.step)} (${ece(lowest)}; at the end ${ece(last)}), and ID accuracy was ${acc(lowest)} there and ${acc(last)} at the end.`;
        return [when, subset];
      },
    },
    {
      kind: 'verdict',
      id: 'verdict',
      title: 'What this run says',
      says: (facts) => [
        `On pictures of other kinds, FT is here **${surenessWords(facts, ft, 'ood')}**; on its own kind, ${surenessWords(facts, ft, 'id')}.`,
      ],
      claims: [
        { pair: [ft, zs], column: 'idAcc' },
        { pair: [ft, zs], column: 'oodAcc' },
        { pair: [ft, zs], column: 'idEce' },
        { pair: [ft, zs], column: 'oodEce' },
      ],
      contradicted: [
        'The paper fine-tuned a large CLIP on a thousand classes of photos; this is a small one. Where the other kinds of picture are close to those it was trained on, fine-tuning helps there too, and OOD accuracy rises.',
        'A short race stops before the model becomes too sure; look at the curves: where were they heading?',
      ],
    },
    {
      kind: 'why',
      id: 'why',
      title: 'Why',
      says: () => [
        'Its [Loss] falls as long as the right answer gets more of the probability. Once nearly all training pictures are right, the only way down is to be surer. Nothing in the loss asks whether that holds on other pictures.',
      ],
      formula: eceFormula(
        (facts) => facts.set(ft, 'ood'),
        (facts) => `${facts.name(ft)}, ${facts.setName('ood')}`,
      ),
      catches: () => [
        '**The catch.** “FT ruins calibration” is too short: when it does depends on when you stop. Over the same race the same model can be better and then worse calibrated than zero-shot.',
      ],
    },
  ],
  notes: {
    aim: 'Accuracy and calibration are two things: training can raise one and cost the other, and accuracy on familiar pictures does not warn of it.',
    before: [
      'Lesson 0, or five minutes on what a reliability diagram is.',
      'A finished race of zero-shot and FT, or the recorded one.',
    ],
    questions: [
      {
        ask: 'The model is 90 % sure and right 70 % of the time. Is that worse than 60 % sure and right 40 % of the time?',
        answer:
          'The gap is the same, 20 points. Which is worse depends on what a wrong answer costs and on who acts on “90 %”.',
      },
      {
        ask: 'You may look at ID pictures only. Could you have noticed?',
        answer:
          'Partly: ID ECE often rises too, but far less than OOD ECE. Calibration on ID says little of calibration elsewhere.',
      },
    ],
    pitfalls: [
      '“High ECE means wrong often.” No: a model that is right 30 % of the time and says so is well calibrated.',
      '“The diagram of FT is below the line, so FT is worse.” It is surer than right there; it may still be right more often than zero-shot.',
    ],
    ifNot:
      'A small model, a short race or kind OOD sets can leave OOD accuracy as it was or raise it. The run on the page is the evidence; the paper’s table is one other experiment.',
  },
};
