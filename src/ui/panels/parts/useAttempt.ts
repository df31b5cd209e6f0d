import { useState } from 'react';
import { toShown } from '../../../store/kit/toShown.ts';

/**
 * Does what a button asks for, and has a sentence on how it went.
 *
 * @param working said until it is done; nothing by default
 */
export function useAttempt(working = '') {
  const [said, setSaid] = useState('');
  /** Whether it came off. */
  const attempt = async (work: () => unknown, done = ''): Promise<boolean> => {
    setSaid(working);
    try {
      await work();
      setSaid(done);
      return true;
    } catch (error) {
      const { message, hint } = toShown(error);
      setSaid(`${message} ${hint}`);
      return false;
    }
  };
  return { said, attempt };
}
