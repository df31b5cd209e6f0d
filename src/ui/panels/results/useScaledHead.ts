import { useCallback } from 'react';
import { formatNumber } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { words } from './words.ts';

/** What a scaled column is called: a metric at each method's T*, or at the slider's T. */
export function useScaledHead(): (name: string) => string {
  const temperature = useLab((state) => state.knobs.temperature);
  return useCallback(
    (name) =>
      temperature === 'own' || temperature === 1
        ? words.atOwn(name)
        : words.atSlider(name, formatNumber(temperature)),
    [temperature],
  );
}
