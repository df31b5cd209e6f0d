import { type Facts, factsOf } from '../../../lessons/facts.ts';
import { useLab } from '../../useLab.ts';
import { numbers } from './numbers.ts';

/** What the run on the page says, as it now is. */
export const useFacts = (): Facts =>
  factsOf(
    useLab((state) => state),
    numbers,
  );
