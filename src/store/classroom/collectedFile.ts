import type { CollectedFile } from '../../results/classroom/classRoll.ts';
import { readHandIn } from '../../results/classroom/readHandIn.ts';
import { toShown } from '../kit/toShown.ts';

/** A file that was handed in, read; or with what is wrong with it. */
export async function collectedFile(
  fileName: string,
  read: () => Promise<string>,
): Promise<CollectedFile> {
  try {
    return { fileName, handIn: await readHandIn(await read()), problem: '' };
  } catch (error) {
    const { message, hint } = toShown(error);
    return { fileName, handIn: null, problem: `${message} ${hint}` };
  }
}
