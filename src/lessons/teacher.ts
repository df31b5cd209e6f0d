import { columnTitles } from '../results/columnTitles.ts';
import type { Column, Facts } from './facts.ts';
import { type Lesson, numberPanes } from './lesson.ts';
import { carot, flyp, ft, wiseFt, zs } from './methodIds.ts';
import { pairsFormula } from './pairsFormula.ts';

const columns: readonly {
  readonly column: Column;
  readonly better: 1 | -1;
}[] = [
  { column: 'idAcc', better: 1 },
  { column: 'oodAcc', better: 1 },
  { column: 'idEce', better: -1 },
  { column: 'oodEce', better: -1 },
];

/** Columns in which another method of the lesson has the better number. */
const lost = (facts: Facts) =>
  columns.flatMap(({ column, better }) => {
    const own = facts.column(carot, column);
    if (own === null) return [];
    const others = [zs, ft, wiseFt, flyp]
      .map((id) => ({ id, value: facts.column(id, column) }))
      .filter(({ value }) => value !== null && (value - own) * better > 0)
      .sort((a, b) => (b.value! - a.value!) * better);
    return others[0] ? [{ name: columnTitles[column], by: facts.name(others[0].id) }] : [];
  });

/** Finding 6: a teacher that is a moving average of the student. */
export const teacher: Lesson = {
  id: 'teacher',
  title: 'Taught by its own past',
  summary: 'CaRot: a slow teacher in place of certainty. Which column does it not win?',
  minutes: 4,
  needs: [zs, ft, wiseFt, flyp, carot],
  steps: [
    {
      kind: 'predict',
      id: 'predict',
      title: 'CaRot is FLYP with a teacher. What happens to its calibration error on other kinds?',
      says: () => [
        'Label smoothing gives every wrong answer the same small share. **CaRot** asks a [Teacher], a slowly moving average of the model itself: a sheep that looks like a cloud gets more “cloud” than “car”.',
      ],
      choices: [
        { id: 'lower', text: 'Lower than FLYP’s' },
        { id: 'even', text: 'Not to be told apart' },
        { id: 'higher', text: 'Higher than FLYP’s' },
      ],
      hides: numberPanes,
      outcome: (facts) => facts.compare(carot, flyp, 'oodEce'),
    },
    {
      kind: 'predict',
      id: 'wins',
      title: 'Will it have the best number in every column, against all others?',
      says: () => ['Accuracy and ECE, on familiar pictures and on others: four columns.'],
      choices: [
        { id: 'yes', text: 'In all four' },
        { id: 'no', text: 'Not in all' },
      ],
      hides: numberPanes,
      outcome: (facts) =>
        facts.final(carot) === null ? null : lost(facts).length === 0 ? 'yes' : 'no',
    },
    {
      kind: 'run',
      id: 'run',
      title: 'Race all three methods',
      says: () => ['This is the lab’s default race: FT, FLYP and CaRot, with zero-shot beside.'],
    },
    {
      kind: 'look',
      id: 'matrix',
      title: 'Three ways to say what is right',
      says: () => [
        'The matrix shows one batch: pictures down, captions across. **One-hot** asks for the diagonal and nothing else; **smoothed** adds a little everywhere; the **teacher** puts it where things look alike.',
      ],
      enter: (state) => {
        state.scrubTo(null);
        state.setTemperature(1);
        state.showTray('table');
      },
      shows: 'matrix',
      asks: 'Open the tab “Matrix” and compare the three targets.',
      isDone: ({ layout }) => layout.tray === 'matrix',
      doIt: (state) => {
        state.inspectMethod(carot);
        state.showTray('matrix');
      },
      found: ({ state }) => [
        state.run?.hasWeights || state.inspections[carot]?.length
          ? 'Look for cells beside the diagonal that the teacher fills and smoothing does not.'
          : 'This run was kept without its weights, so the matrix cannot be made here; a race of your own shows it.',
      ],
    },
    {
      kind: 'verdict',
      id: 'verdict',
      title: 'What this run says',
      says: (facts) => {
        const others = lost(facts);
        if (!facts.final(carot)) return ['The numbers come when the race is over.'];
        return others.length === 0
          ? ['In this run CaRot has the best number in all four columns.']
          : [
              `Here CaRot does not have the best number in: ${others.map(({ name, by }) => `${name} (${by})`).join(', ')}.`,
            ];
      },
      claims: [
        { pair: [carot, flyp], column: 'idAcc' },
        { pair: [carot, flyp], column: 'oodAcc' },
        { pair: [carot, flyp], column: 'idEce' },
        { pair: [carot, flyp], column: 'oodEce' },
        { pair: [carot, ft], column: 'oodEce' },
        { pair: [carot, wiseFt], column: 'oodAcc' },
        { pair: [carot, zs], column: 'oodEce' },
      ],
      contradicted: [
        'What a teacher is worth depends on how good it is: it starts as the pretrained model, and follows the student. A small pretrained model teaches less.',
        'The paper’s CLIP is well calibrated before any fine-tuning, and hard to beat in that. Where the model at hand is not, a fine-tuned one can come out better calibrated than it began.',
        'λ and the teacher’s momentum were chosen for the default length of a race; in a much shorter one the teacher has hardly moved.',
      ],
    },
    {
      kind: 'why',
      id: 'why',
      title: 'Why',
      says: () => [
        'The teacher lags behind: where the student grows surer, the teacher is not yet so sure. Matching it costs nothing where both agree, and holds the student back where it would run ahead.',
      ],
      formula: pairsFormula(carot, true),
      catches: (facts) => {
        const paper = (id: string, column: Column) =>
          facts.percent(facts.method(id)?.paper?.[column]);
        return [
          `**The catch.** The best trade-off, not the best everywhere. In the paper itself ${facts.name(wiseFt)} has the higher OOD accuracy (${paper(wiseFt, 'oodAcc')} against ${paper(carot, 'oodAcc')}) and zero-shot the lower OOD ECE (${paper(zs, 'oodEce')} against ${paper(carot, 'oodEce')}).`,
        ];
      },
    },
  ],
  notes: {
    aim: 'A teacher is label smoothing that knows what looks alike; and “best” needs “in which column”.',
    before: [
      'Lessons 3 and 5. A finished default race, from the page’s own engine for the matrix.',
    ],
    questions: [
      {
        ask: 'With momentum 1 the teacher never moves. What is it then?',
        answer: 'The pretrained model, for ever: the student is held near zero-shot.',
      },
      {
        ask: 'And with momentum 0?',
        answer:
          'A copy of the student: the two always agree, and the second part of the loss is 0.',
      },
    ],
    pitfalls: ['“The teacher knows more.” It is the student’s own past; it is slower, not wiser.'],
    ifNot:
      'One race, one seed, a small model: columns change hands. Let groups race different seeds and count in how many CaRot wins which column.',
  },
};
