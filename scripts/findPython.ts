import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './projectRoot.ts';

/** The PyTorch twin, where its commands run. */
export const twinFolder = join(projectRoot, 'tools/pytorch');

const needed = ['torch', 'numpy', 'safetensors', 'tokenizers'];

/** What is to be done where `findPython` finds none. */
export const pythonMissing =
  `The PyTorch twin needs Python 3.9 or later with ${needed.join(', ')}: pip install ${needed.join(' ')} ` +
  '(on Debian python3-torch and libopenblas0-pthread come by apt). PYTHON=/path/to/python names another Python.';

const hasAll = `import importlib.util as u, sys; sys.exit(any(u.find_spec(m) is None for m in ${JSON.stringify(needed)}))`;

/** A Python that can run the twin: `PYTHON`, else python3 or python; null where none has all it needs. */
export function findPython(): string | null {
  const { PYTHON } = process.env;
  const candidates = PYTHON ? [PYTHON] : ['python3', 'python'];
  return candidates.find((python) => spawnSync(python, ['-c', hasAll]).status === 0) ?? null;
}
