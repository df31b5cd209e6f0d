import type { MethodInfo } from '../../../../protocol/catalogue.ts';
import type { EvaluationSummary } from '../../../../results/types.ts';
import { shownSummaries } from '../../../../store/results/shown.ts';
import { formatCount, formatPercent } from '../../../format.ts';
import { useLab } from '../../../useLab.ts';
import type { FullBin } from './tellingBin.ts';
import { brushedWords as words } from './words.ts';

/** What the answers of some confidences add up to: how many, how sure, how right. */
export function answersIn(
  { bins }: Pick<EvaluationSummary, 'bins'>,
  [low, high]: readonly [low: number, high: number],
): { readonly count: number; readonly confidence: number; readonly accuracy: number } {
  // Brushes end on edges of bins, which are not exact fractions.
  const inside = bins.filter(({ lower, upper }) => lower > low - 1e-6 && upper < high + 1e-6);
  const count = inside.reduce((sum, bin) => sum + bin.count, 0);
  const sure = inside.reduce((sum, bin) => sum + bin.count * (bin.confidence ?? 0), 0);
  const correct = inside.reduce((sum, bin) => sum + bin.correct, 0);
  return { count, confidence: sure / count, accuracy: correct / count };
}

/** The bar of a diagram that the Tab key comes to. */
const firstStop = '[role="option"][tabindex="0"]';

interface BrushedProps {
  readonly methods: readonly MethodInfo[];
  readonly splitId: string | null;
  /** Read out while nothing is brushed: a bar of the last method. */
  readonly example: FullBin | null;
}

/** The brushed bars in words, one sentence a diagram; without a brush, one bar as an example. */
export function Brushed({ methods, splitId, example }: BrushedProps) {
  const range = useLab((state) => state.selection.confidence);
  const select = useLab((state) => state.select);
  const said = useLab((state) => {
    if (!range) return null;
    const parts = methods.flatMap(({ id, label }) => {
      const shown = shownSummaries(state, id).find(({ split }) => split.splitId === splitId);
      if (!shown) return [];
      const { count, confidence, accuracy } = answersIn(shown.summary, range);
      const n = formatCount(count);
      return count === 0
        ? [words.noAnswers(label)]
        : [words.answers(label, n, formatPercent(confidence, 0), formatPercent(accuracy, 0))];
    });
    return words.brushed(formatPercent(range[0], 0), formatPercent(range[1], 0), parts.join(' '));
  });
  const last = methods.at(-1);
  const unasked = () =>
    example && last
      ? words.example(
          last.label,
          formatCount(example.count),
          formatPercent(example.lower, 0),
          formatPercent(example.upper, 0),
          formatPercent(example.accuracy, 0),
        )
      : words.brush;
  /** The button goes with the brush; the bars keep the focus near. */
  const clear = ({ currentTarget }: { currentTarget: HTMLElement }) => {
    const bar = currentTarget.closest('section')?.querySelector<HTMLElement>(firstStop);
    select({ confidence: null });
    bar?.focus();
  };
  // Only what was asked for is read out: the example changes as the race goes on.
  return (
    <p className="help first-brushed">
      <span aria-live="polite">{said}</span>
      {said === null ? (
        unasked()
      ) : (
        <>
          {' '}
          <button type="button" onClick={clear}>
            {words.clear}
          </button>
        </>
      )}
    </p>
  );
}
