import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faults, faultsPage, faultsPath } from '../../../scripts/faults.ts';
import { projectRoot } from '../../../scripts/projectRoot.ts';

test('every fault names tests that exist, or says why there is none', () => {
  for (const { when, proofs, why } of faults) {
    if (proofs.length === 0) expect(why, when).toBeTruthy();
    for (const [file, name] of proofs) {
      const text = readFileSync(join(projectRoot, 'tests', file), 'utf8');
      expect(text.includes(`test('${name}'`), `${file}: ${name}`).toBe(true);
    }
  }
});

test('the page is made from the list', () => {
  expect(readFileSync(faultsPath, 'utf8')).toBe(faultsPage());
});
