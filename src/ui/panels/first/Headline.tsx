import type { MethodInfo } from '../../../protocol/catalogue.ts';
import type { EvaluationSummary } from '../../../results/types.ts';
import { formatCount, formatPercent } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { lessons } from '../bar/words.ts';
import { words } from './words.ts';

interface HeadlineProps {
  readonly method: MethodInfo;
  readonly step: number;
  readonly summary: EvaluationSummary;
  /** Label of the set. */
  readonly set: string;
  /** How many of its images stand below. */
  readonly faceCount: number;
}

/** One sentence: how sure, how right; it changes with the clock. */
export function Headline({ method, step, summary, set, faceCount }: HeadlineProps) {
  const showLesson = useLab((state) => state.showLesson);
  const untouched = method.kind === 'reference' || step === 0;
  return (
    <>
      <h2 className="headline">
        {untouched ? words.untouched : words.trained(formatCount(step), method.label)}{' '}
        <b className="sure">{formatPercent(summary.meanConfidence, 0)}</b> {words.sure}{' '}
        <b className="right">{formatPercent(summary.accuracy, 0)}</b> {words.right}
      </h2>
      <p className="headline-set muted">
        {words.on(set)}{' '}
        {faceCount > 0 && words.some(formatCount(faceCount), formatCount(summary.n))}{' '}
        <button type="button" onClick={() => showLesson(0)}>
          {lessons.first}
        </button>
      </p>
    </>
  );
}
