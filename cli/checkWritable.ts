import { accessSync, constants, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UsageError } from './usageError.ts';

/** Where a flag is to write: found out before the run, not after it. @throws UsageError */
export function checkWritable(path: string, flag = '--json'): void {
  const folder = dirname(resolve(path));
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${flag}: there is no folder ${folder}.`);
  }
  const existing = statSync(path, { throwIfNoEntry: false });
  if (existing?.isDirectory()) throw new UsageError(`${flag}: ${path} is a folder.`);
  try {
    accessSync(existing ? path : folder, constants.W_OK);
  } catch {
    throw new UsageError(`${flag}: ${path} cannot be written.`);
  }
}
