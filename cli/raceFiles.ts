import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LogLine, lineScalars } from '../src/results/exports/logLines.ts';
import { safeName } from '../src/results/exports/safeName.ts';
import { tfevents } from '../src/results/exports/tfevents.ts';
import { checkWritable } from './checkWritable.ts';
import type { RaceOutcome, RaceWish } from './headlessLab.ts';
import type { ExperimentOptions } from './parseArguments.ts';
import { UsageError } from './usageError.ts';

function makeFolder(flag: string, path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new UsageError(`${flag}: ${path} cannot be made: ${(error as Error).message}`);
  }
}

/** What a race leaves beside its table, as files; what cannot be written is found out before it. */
export interface RaceFiles {
  readonly wish: RaceWish;
  log(seed: number, line: LogLine): void;
  /** After each seed. */
  keep(seed: number, outcome: RaceOutcome): void;
  /** What was written. */
  readonly written: readonly string[];
}

/** @throws UsageError where something cannot be written */
export function openRaceFiles({ csv, logits, log, weights }: ExperimentOptions): RaceFiles {
  if (csv) checkWritable(csv, '--csv');
  if (log) makeFolder('--log', log);
  if (weights) makeFolder('--weights', weights);
  if (logits && !csv) throw new UsageError('--logits are columns of the rows that --csv writes.');
  const lines = new Map<number, LogLine[]>();
  const written = [csv, log, weights].filter((path) => path !== null);
  let hasHead = false;
  return {
    written,
    wish: { rows: csv ? { logits } : null, log: log !== null, weights: weights !== null },
    log: (seed, line) => {
      if (!log) return;
      const path = join(log, `seed-${seed}.jsonl`);
      const held = lines.get(seed) ?? [];
      if (held.length === 0) rmSync(path, { force: true });
      held.push(line);
      lines.set(seed, held);
      appendFileSync(path, `${JSON.stringify(line)}\n`);
    },
    keep: (seed, { images, weights: files }) => {
      if (csv && images !== undefined) {
        const text = Buffer.from(images, 'base64').toString('utf8');
        const [head, ...rows] = text.split('\r\n');
        const own = rows.filter((row) => row !== '').map((row) => `${seed},${row}\r\n`);
        if (!hasHead) writeFileSync(csv, `\ufeffseed,${head!.replace(/^\ufeff/, '')}\r\n`);
        appendFileSync(csv, own.join(''));
        hasHead = true;
      }
      for (const [methodId, file] of Object.entries(files ?? {})) {
        if (!weights) continue;
        const name = `${safeName(methodId)}-seed-${seed}.safetensors`;
        writeFileSync(join(weights, name), Buffer.from(file, 'base64'));
      }
      const byMethod = new Map<string, LogLine[]>();
      for (const line of lines.get(seed) ?? []) {
        const own = byMethod.get(nameOf(line)) ?? [];
        own.push(line);
        byMethod.set(nameOf(line), own);
      }
      lines.delete(seed);
      for (const [name, own] of byMethod) {
        const folder = join(log!, `seed-${seed}`, safeName(name));
        mkdirSync(folder, { recursive: true });
        const at = Math.round((own[0]?.at ?? 0) / 1000);
        writeFileSync(
          join(folder, `events.out.tfevents.${at}.lab`),
          tfevents(own.map(lineScalars)),
        );
      }
    },
  };
}

const nameOf = ({ methodId, ...line }: LogLine) =>
  line.kind === 'evaluation' && line.alpha !== undefined ? `${methodId}-${line.alpha}` : methodId;
