import type { HistoryValue } from '../../../store/results/selectors.ts';
import { LiveChart, type LiveChartProps } from './LiveChart.tsx';
import { words } from './words.ts';

interface HistoryChartProps extends Pick<LiveChartProps, 'of'> {
  readonly value: HistoryValue;
}

function countedIn(value: HistoryValue): string {
  if (value.includes('Nll')) return words.units.nats;
  return value.includes('Brier') ? words.units.score : words.units.fraction;
}

/** One of the values that the stage always has curves of. */
export function HistoryChart({ value, of }: HistoryChartProps) {
  const counted = countedIn(value);
  return (
    <LiveChart
      title={words.values[value]}
      value={value}
      role={value.startsWith('id') ? 'id' : 'ood'}
      unit={counted === words.units.fraction ? 'percent' : 'number'}
      counted={counted}
      binned={value.endsWith('Ece')}
      formula={value}
      of={of}
    />
  );
}
