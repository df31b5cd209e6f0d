import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import { importsAtRunTime, testsThatReach } from '../../support/reaches.ts';

const folder = mkdtempSync(join(tmpdir(), 'reaches-'));
afterAll(() => rmSync(folder, { recursive: true }));

const files = {
  'src/tf.ts': "import { never } from './user.ts';",
  'src/user.ts': "import * as tf from './tf.ts';",
  'src/circle.ts': "import './other.ts'; import './user.ts';",
  'src/other.ts': "import './circle.ts';",
  'src/types.ts': "import type { T } from './tf.ts'; ",
  'tests/direct.test.ts': "import * as tf from '../src/tf.ts';",
  'tests/deep/through.test.ts': "import {\n  a,\n} from '../../src/user.ts';",
  'tests/later.test.ts': "const tf = await import('../src/tf.ts');",
  'tests/again.test.ts': "export { a } from '../src/user.ts';",
  'tests/circle.test.ts': "import { a } from '../src/other.ts';",
  'tests/typesOnly.test.ts':
    "import type { T } from '../src/tf.ts';\nimport { t } from '../src/types.ts';",
  'tests/commented.test.ts': "/* import '../src/tf.ts'; */ import data from '../src/data.json';",
  'tests/helper.ts': "import '../src/tf.ts';",
};

test('a test reaches what it runs, directly or not, and not what it takes types of', () => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  expect(testsThatReach(folder, ['tests'], 'src/tf.ts')).toEqual([
    'tests/again.test.ts',
    'tests/circle.test.ts',
    'tests/deep/through.test.ts',
    'tests/direct.test.ts',
    'tests/later.test.ts',
  ]);
});

test('imports in all their forms', () => {
  const code = `
import a, { type B } from './a.ts';
import './b.ts';
export * from './c.ts';
const d = () => import('./d.ts');
import type { E } from './e.ts';
export type { F } from './f.ts';
`;
  expect(importsAtRunTime(code).sort()).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts']);
});

test('tensor tests are told from those of text and plain numbers', () => {
  const found = testsThatReach(projectRoot, ['tests/unit', 'tests/reference'], 'src/ops/tf.ts');
  expect(found).toContain('tests/reference/13trainingRuns.test.ts');
  expect(found).toContain('tests/unit/ops/fusedOps.test.ts');
  expect(found).toContain('tests/unit/engine/race.test.ts');
  expect(found).not.toContain('tests/reference/10calibrationMetrics.test.ts');
  expect(found).not.toContain('tests/unit/model/tokenizer.test.ts');
  expect(found).not.toContain('tests/unit/store/runsSlice.test.ts');
});
