import { useState } from 'react';
import { toShown } from '../../../store/kit/toShown.ts';

/** Does what a button asks for, and has a sentence on how it went. */
export function useAttempt() {
  const [said, setSaid] = useState('');
  const attempt = async (work: () => unknown, done = '') => {
    try {
      await work();
      setSaid(done);
    } catch (error) {
      const { message, hint } = toShown(error);
      setSaid(`${message} ${hint}`);
    }
  };
  return { said, attempt };
}
