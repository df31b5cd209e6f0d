/** Prints what is known against the packages; for the record, never a reason to fail. */
import { spawnSync } from 'node:child_process';
import { auditWords } from './auditWords.ts';
import { projectRoot } from './projectRoot.ts';

const { stdout } = spawnSync('npm', ['audit', '--json', '--fetch-retries=0'], {
  cwd: projectRoot,
  encoding: 'utf8',
  timeout: 30_000,
  shell: process.platform === 'win32',
});
for (const line of auditWords(stdout ?? '')) console.log(line);
