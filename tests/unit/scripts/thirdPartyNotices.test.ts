import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../../../scripts/packageFolder.ts';
import { projectRoot } from '../../../scripts/projectRoot.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const { dependencies } = JSON.parse(read('package.json')) as {
  dependencies: Record<string, string>;
};

test.each(Object.entries(dependencies))('the notices name %s %s', (name, version) =>
  expect(read('THIRD_PARTY_NOTICES.md')).toContain(`\n## ${name} ${version}\n`),
);

test('the package of a module is its innermost node_modules folder', () => {
  expect(packageFolder('/a/node_modules/comlink/dist/esm/comlink.mjs')).toBe(
    '/a/node_modules/comlink',
  );
  expect(packageFolder('/a/node_modules/@scope/x/node_modules/y/index.js?v=1')).toBe(
    '/a/node_modules/@scope/x/node_modules/y',
  );
  expect(packageFolder('C:\\a\\node_modules\\@scope\\x\\index.js')).toBe(
    'C:/a/node_modules/@scope/x',
  );
  expect(packageFolder('/a/src/node_modules.ts')).toBeNull();
});
