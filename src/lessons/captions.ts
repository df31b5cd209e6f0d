import { eceFormula } from './eceFormula.ts';
import { type Lesson, numberPanes } from './lesson.ts';
import { flyp, ft, zs } from './methodIds.ts';
import { surenessWords } from './sureness.ts';

/** Finding 3: fine-tuning like pretraining keeps ID calibration, and not OOD calibration. */
export const captions: Lesson = {
  id: 'captions',
  title: 'Fine-tune as it was pretrained',
  summary: 'Does training against captions keep the model honest elsewhere?',
  minutes: 4,
  needs: [zs, ft, flyp],
  steps: [
    {
      kind: 'predict',
      id: 'predict',
      title: 'On other kinds of picture, how does FLYP’s calibration error compare with FT’s?',
      says: () => [
        'FT throws the captions away and trains a list of classes. **FLYP** goes on as the model was pretrained: it learns which caption belongs to which picture of a batch.',
      ],
      choices: [
        { id: 'half', text: 'Lower by half or more' },
        { id: 'lower', text: 'Lower, by less than half' },
        { id: 'no', text: 'No lower, or not to be told apart' },
      ],
      hides: numberPanes,
      outcome: (facts) => {
        const order = facts.compare(flyp, ft, 'oodEce');
        const [own, other] = [flyp, ft].map((id) => facts.column(id, 'oodEce'));
        if (order === null || own == null || other == null) return null;
        if (order !== 'lower') return 'no';
        return own <= other / 2 ? 'half' : 'lower';
      },
    },
    {
      kind: 'run',
      id: 'run',
      title: 'Race FT against FLYP',
      says: () => ['Both start from zero-shot and see the same pictures in the same order.'],
    },
    {
      kind: 'look',
      id: 'split',
      title: 'Familiar pictures above, others below',
      says: () => [
        'Each method has two [Reliability diagram|reliability diagrams]: above [ID], below [OOD]. Compare the two of FLYP.',
      ],
      enter: (state) => {
        state.scrubTo(null);
        state.setTemperature(1);
        state.select({ confidence: null });
      },
      shows: 'diagrams',
      diagram: { methodId: flyp, side: 'ood' },
      asks: 'Click the right-most bar of FLYP’s OOD diagram.',
      isDone: ({ selection: { methodId, side, confidence } }) =>
        methodId === flyp && side === 'ood' && confidence !== null,
      doIt: (state) => {
        state.select({ methodId: flyp, side: 'ood', confidence: [0.8, 1] });
        state.showTray('images');
      },
      found: (facts) => [
        `FLYP is ${surenessWords(facts, flyp, 'id')} on familiar pictures, and **${surenessWords(facts, flyp, 'ood')}** on others. FT: ${surenessWords(facts, ft, 'id')}; on others ${surenessWords(facts, ft, 'ood')}.`,
      ],
    },
    {
      kind: 'verdict',
      id: 'verdict',
      title: 'What this run says',
      says: () => ['Two comparisons: against FT, and against the model as it came.'],
      claims: [
        { pair: [flyp, ft], column: 'idAcc' },
        { pair: [flyp, ft], column: 'oodAcc' },
        { pair: [flyp, ft], column: 'oodEce' },
        { pair: [flyp, zs], column: 'oodAcc' },
        { pair: [flyp, zs], column: 'oodEce' },
      ],
      contradicted: [
        'FLYP compares each picture with the other captions of its batch. Here a batch has tens of captions and the data about a hundred classes; in the paper there are 512 and a thousand. With few classes the two ways of training are nearly the same task.',
        'FLYP also trains the factor that all scores are multiplied with (“Logit scale” under Curves); FT does not. A factor that grows makes every answer surer, on any picture.',
        'One learning rate serves all methods of a race, and need not suit both alike.',
      ],
    },
    {
      kind: 'why',
      id: 'why',
      title: 'Why',
      says: () => [
        'Captions keep the text half of the model in use, so pictures stay near the words they had before. The [Loss] is still one that only ever asks for more certainty: on other kinds of picture that certainty is not earned.',
      ],
      formula: eceFormula(
        (facts) => facts.set(flyp, 'ood'),
        (facts) => `${facts.name(flyp)}, ${facts.setName('ood')}`,
      ),
      catches: (facts) => {
        const [own, other] = [flyp, ft].map((id) => facts.method(id)?.paper?.oodEce);
        const n = facts.set(flyp, 'ood')?.n;
        const paper = `In the paper FLYP’s gain over FT in OOD ECE is ${facts.points(other)} → ${facts.percent(own)}, from one run each and without an interval.`;
        return [
          `**The catch.** ${paper} Is your interval narrow enough to tell?${n ? ` The set shown has ${facts.count(n)} pictures.` : ''} “Not resolved” is an honest answer.`,
        ];
      },
    },
  ],
  notes: {
    aim: 'Good calibration on familiar pictures does not carry over to others; and a small difference needs an interval before it is believed.',
    before: ['Lessons 0 and 1. A finished race of zero-shot, FT and FLYP.'],
    questions: [
      {
        ask: 'Two methods’ 95 % intervals overlap. Are they equal?',
        answer:
          'Not shown to be. The lab compares them on the same pictures, pair by pair: that interval is narrower, and it is the one that counts.',
      },
      {
        ask: 'What would you need to be surer which of two methods is better calibrated?',
        answer: 'More test pictures, and several seeds: one seed is one model, not the method.',
      },
    ],
    pitfalls: ['“Not resolved” is read as “equal”. It says that these pictures cannot tell.'],
    ifNot:
      'With a hundred classes and small batches FLYP and FT often end close together, in either order. Ask which of the two sentences the interval allows.',
  },
};
