import type { BinSummary, EvaluationSummary } from '../results/types.ts';
import type { Facts } from './facts.ts';
import type { Formula } from './formula.ts';

/** The bin that the numbers are of: the brushed one, else the fullest. */
function binOf({ state }: Facts, { bins }: EvaluationSummary): BinSummary | undefined {
  const brushed = state.selection.confidence;
  const filled = bins.filter(({ count }) => count > 0);
  const inside = brushed
    ? filled.filter(({ lower, upper }) => upper > brushed[0] && lower < brushed[1])
    : filled;
  const candidates = inside.length > 0 ? inside : filled;
  return candidates.toSorted((a, b) => b.count - a.count)[0];
}

/** The expected calibration error of one diagram, with the numbers of one of its bins. */
export function eceFormula(
  pick: (facts: Facts) => EvaluationSummary | null,
  whose: (facts: Facts) => string,
): Formula {
  const ofBin = (facts: Facts, value: (bin: BinSummary) => string) => {
    const summary = pick(facts);
    const bin = summary && binOf(facts, summary);
    return bin ? value(bin) : null;
  };
  return {
    spoken:
      'ECE is the sum over bins b of n b over N, times the distance of accuracy b and confidence b.',
    parts: [
      {
        symbol: 'ECE',
        means: 'expected calibration error: how far sure and right lie apart, on average',
        value: (facts) => {
          const summary = pick(facts);
          return summary ? facts.percent(summary.ece) : null;
        },
      },
      '=',
      {
        symbol: 'Σ_b',
        means: 'added up over the bins, the ranges of confidence',
        value: (facts) => {
          const bins = pick(facts)?.bins;
          if (!bins) return null;
          const filled = bins.filter(({ count }) => count > 0).length;
          return `${filled} of ${bins.length} bins hold pictures`;
        },
      },
      {
        symbol: 'n_b',
        means: 'pictures in this bin',
        value: (facts) => ofBin(facts, ({ count }) => facts.count(count)),
      },
      '/',
      {
        symbol: 'N',
        means: 'pictures in all',
        value: (facts) => facts.count(pick(facts)?.n) || null,
      },
      '·',
      '|',
      {
        symbol: 'acc_b',
        means: 'accuracy: the share of this bin’s answers that are right',
        value: (facts) => ofBin(facts, ({ accuracy }) => facts.percent(accuracy)),
      },
      '−',
      {
        symbol: 'conf_b',
        means: 'the mean confidence of this bin’s answers',
        value: (facts) => ofBin(facts, ({ confidence }) => facts.percent(confidence)),
      },
      '|',
    ],
    of: (facts) => {
      const bin = ofBin(
        facts,
        ({ lower, upper }) => `bin ${facts.percent(lower, 0)} to ${facts.percent(upper, 0)}`,
      );
      return bin === null ? 'No numbers yet' : `${whose(facts)}, ${bin}`;
    },
  };
}
