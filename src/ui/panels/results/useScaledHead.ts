import { formatNumber } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { words } from './words.ts';

const { eceTs, eceAt } = words.groups;

/** What the scaled columns of tables are scaled by: each method's T*, or the slider's T. */
export function useScaledHead(): { readonly head: string; readonly help: string } {
  const temperature = useLab((state) => state.knobs.temperature);
  if (temperature === 'own' || temperature === 1) return eceTs;
  return { head: eceAt.head(formatNumber(temperature)), help: eceAt.help };
}
