/**
 * Makes docs/faults.md, "What happens when": every fault that the lab is prepared for, what it does,
 * and the test that brings the fault about.
 *
 *   npx tsx scripts/faults.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { engineFaults } from './faultList/engineFaults.ts';
import type { Fault } from './faultList/fault.ts';
import { keepingFaults } from './faultList/keepingFaults.ts';
import { pageFaults } from './faultList/pageFaults.ts';
import { projectRoot } from './projectRoot.ts';

export const faults: readonly Fault[] = [...engineFaults, ...keepingFaults, ...pageFaults];

const proofText = ({ proofs, why }: Fault) =>
  [
    ...proofs.map(([file, name]) => `\`tests/${file}\`: ${name}`),
    ...(why ? [`*${why}*`] : []),
  ].join('<br>');

/** The page. */
export function faultsPage(): string {
  const rows = faults.map((fault) => `| ${fault.when} | ${fault.does} | ${proofText(fault)} |`);
  return `${[
    '# What happens when',
    'Made by `scripts/faults.ts`; `tests/unit/scripts/faults.test.ts` holds the names of the tests.',
    ['| When | Then | Brought about by |', '|---|---|---|', ...rows].join('\n'),
  ].join('\n\n')}\n`;
}

export const faultsPath = join(projectRoot, 'docs/faults.md');

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(faultsPath, faultsPage());
