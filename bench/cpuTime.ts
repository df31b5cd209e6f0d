import { readdirSync, readFileSync } from 'node:fs';

/** Of /proc on every Linux: clock ticks a second, as its interface fixes them for programs. */
const TICK_MS = 10;

interface Process {
  readonly parent: number;
  readonly ticks: number;
}

function processOf(pid: string): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in brackets may hold blanks; what follows it is numbers.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // It has ended.
    return null;
  }
}

/**
 * Processor time that all processes under this one have used, ms, in tens: unlike the time on the
 * clock it hardly changes when other work shares the machine. null where there is no /proc.
 */
export function cpuMsOfChildren(): number | null {
  const pids = readProcesses();
  if (!pids) return null;
  const found = new Map(
    pids.flatMap((pid) => {
      const process = processOf(pid);
      return process ? [[Number(pid), process] as const] : [];
    }),
  );
  const isOurs = (pid: number): boolean => {
    const parent = found.get(pid)?.parent ?? 0;
    return parent === process.pid || (parent > 1 && isOurs(parent));
  };
  let ticks = 0;
  for (const [pid, one] of found) if (isOurs(pid)) ticks += one.ticks;
  return ticks * TICK_MS;
}

function readProcesses(): string[] | null {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return null;
  }
}
