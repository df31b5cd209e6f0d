const key = 'lab.demo.rehearsal';

/** What a race of these settings took on this machine. */
export interface Rehearsal {
  /** Dataset, model, methods, steps, backend. */
  readonly of: string;
  readonly ms: number;
}

/** The last one; null where there is none, or storage is closed. */
export function lastRehearsal(): Rehearsal | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    const { of, ms } = (kept ?? {}) as Partial<Rehearsal>;
    return typeof of === 'string' && typeof ms === 'number' ? { of, ms } : null;
  } catch {
    return null;
  }
}

export function keepRehearsal(rehearsal: Rehearsal): void {
  try {
    localStorage.setItem(key, JSON.stringify(rehearsal));
  } catch {
    // It then lasts as long as nobody asks for it.
  }
}
