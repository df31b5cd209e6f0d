import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/projectRoot.ts';

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A command of cli/, without the wrappers of npm and tsx, which do not wait for a busy child that is
 * interrupted.
 */
export function startCommand(name: string, ...flags: readonly string[]) {
  const script = join(projectRoot, 'cli', `${name}.ts`);
  const child = spawn(process.execPath, ['--import', 'tsx', script, ...flags], {
    cwd: projectRoot,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const finished = new Promise<Finished>((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
  return { child, finished, stderrSoFar: () => stderr };
}
