import type { Facts } from './facts.ts';
import type { Formula, FormulaSymbol } from './formula.ts';

const text = (facts: Facts, value: number | string | null | undefined) =>
  typeof value === 'number' && Number.isFinite(value) ? facts.number(value) : null;

const lastPart = (facts: Facts, id: string, name: string) => facts.log(id)?.parts[name]?.at(-1);

/** What a teacher adds. */
const taught = (id: string): readonly (string | FormulaSymbol)[] => [
  '+',
  {
    symbol: 'λ',
    means: 'how much the teacher counts',
    value: (facts) => text(facts, facts.lane(id)?.params.distillWeight),
  },
  '·',
  {
    symbol: 'L_MKD',
    means: 'how far the student’s answers are from the teacher’s',
    value: (facts) => {
      const part = lastPart(facts, id, 'distillation');
      const lambda = facts.lane(id)?.params.distillWeight;
      return part !== undefined && typeof lambda === 'number' && lambda > 0
        ? facts.number(part / lambda)
        : null;
    },
  },
  ', ',
  {
    symbol: 'm',
    means: 'the teacher keeps this share of itself at each update; the rest comes from the student',
    value: (facts) => text(facts, facts.lane(id)?.params.emaMomentum),
  },
];

/** The loss of a method that trains on pictures with their captions, with a teacher or without. */
export const pairsFormula = (id: string, hasTeacher: boolean): Formula => ({
  spoken: hasTeacher
    ? 'The loss is the contrastive loss plus lambda times the distillation loss.'
    : 'The loss is the contrastive loss, over the pairs of a batch.',
  parts: [
    {
      symbol: 'L',
      means: 'the loss: its last value in training, in nats',
      value: (facts) => text(facts, facts.log(id)?.scalars.loss?.at(-1)),
    },
    '=',
    {
      symbol: 'L_C',
      means: 'contrastive: which caption of the batch belongs to which picture, and the reverse',
      value: (facts) => text(facts, lastPart(facts, id, 'contrastive')),
    },
    ...(hasTeacher ? taught(id) : []),
    ', ',
    {
      symbol: 'B',
      means: 'pictures in a batch, and so captions to choose among',
      value: (facts) => text(facts, facts.state.run?.config.batchSize),
    },
  ],
  of: (facts) => `${facts.name(id)} in this run`,
});
