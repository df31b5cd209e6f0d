import type { PosthocNumbers } from '../../../../results/posthocNumbers.ts';
import { posthocSplit } from '../../../../results/posthocSplit.ts';
import type { CalibratorSaid } from '../../../../results/posthocTypes.ts';
import { Word } from '../../help/sheet/Word.tsx';
import { words } from './words.ts';

interface PosthocSplitProps {
  readonly calibrators: readonly CalibratorSaid[];
  readonly numbersOf: (id: string | null) => PosthocNumbers | null;
}

const text = (value: number) => (Number.isFinite(value) ? value.toFixed(3) : '∞');

/** NLL and Brier as what a calibrator can mend of them, and what stays; once all of them are known. */
export function PosthocSplit({ calibrators, numbersOf }: PosthocSplitProps) {
  const lines = (['nll', 'brier'] as const).flatMap((score) => {
    const split = posthocSplit(calibrators, numbersOf, score);
    if (!split) return [];
    const { by, mended, stays } = split;
    const name = words.heads[score];
    const all = text(mended + stays);
    return [
      by ? words.split(name, all, text(mended), by.label, text(stays)) : words.splitNone(name, all),
    ];
  });
  if (lines.length === 0) return null;
  return (
    <section className="posthoc-split" title={words.splitHelp}>
      <Word of={words.splitTitle} />
      <ul aria-label={words.splitTitle}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
