import { useState } from 'react';
import type { ProperScore } from '../../../results/scoreSplit.ts';
import type { HistoryValue } from '../../../store/results/selectors.ts';
import { HistoryChart } from './HistoryChart.tsx';
import { words } from './words.ts';

const values: Readonly<Record<ProperScore, readonly HistoryValue[]>> = {
  nll: ['idNllMended', 'idNllStays', 'oodNllMended', 'oodNllStays'],
  brier: ['idBrierMended', 'idBrierStays', 'oodBrierMended', 'oodBrierStays'],
};

/** A proper score as what T* mends and what stays, ID and OOD. */
export function SplitCurves() {
  const [score, choose] = useState<ProperScore>('nll');
  return (
    <>
      <div className="curve-choice">
        <fieldset className="segments" aria-label={words.splitOf}>
          {(['nll', 'brier'] as const).map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === score}
              onClick={() => choose(one)}
            >
              {words.scores[one]}
            </button>
          ))}
        </fieldset>
      </div>
      {values[score].map((value) => (
        <HistoryChart key={value} value={value} />
      ))}
    </>
  );
}
