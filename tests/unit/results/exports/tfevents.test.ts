import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { crc32c, tfevents } from '../../../../src/results/exports/tfevents.ts';

/** A reader of its own, after the format's description. */
function read(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unmask = (crc: number) => {
    const turned = (crc - 0xa282ead8) >>> 0;
    return ((turned >>> 17) | (turned << 15)) >>> 0;
  };
  const varint = (at: number): [number, number] => {
    let [value, scale, next] = [0, 1, at];
    for (; ; next++, scale *= 128) {
      value += (bytes[next]! & 127) * scale;
      if (bytes[next]! < 128) return [value, next + 1];
    }
  };
  const fields = (from: number, to: number) => {
    const found: { field: number; from: number; to: number; number: number }[] = [];
    let at = from;
    while (at < to) {
      const [key, after] = varint(at);
      const [field, kind] = [key >> 3, key & 7];
      if (kind === 1) {
        found.push({ field, from: 0, to: 0, number: view.getFloat64(after, true) });
        at = after + 8;
      } else if (kind === 5) {
        found.push({ field, from: 0, to: 0, number: view.getFloat32(after, true) });
        at = after + 4;
      } else if (kind === 0) {
        const [number, next] = varint(after);
        found.push({ field, from: 0, to: 0, number });
        at = next;
      } else {
        const [length, next] = varint(after);
        found.push({ field, from: next, to: next + length, number: Number.NaN });
        at = next + length;
      }
    }
    return found;
  };
  const events: { at: number; step: number; scalars: Record<string, number>; text: string }[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(view.getBigUint64(at, true));
    expect(unmask(view.getUint32(at + 8, true))).toBe(crc32c(bytes.subarray(at, at + 8)));
    const [from, to] = [at + 12, at + 12 + length];
    expect(unmask(view.getUint32(to, true))).toBe(crc32c(bytes.subarray(from, to)));
    const event = { at: 0, step: 0, scalars: {} as Record<string, number>, text: '' };
    const text = (a: number, b: number) => new TextDecoder().decode(bytes.subarray(a, b));
    for (const one of fields(from, to)) {
      if (one.field === 1) event.at = one.number;
      if (one.field === 2) event.step = one.number;
      if (one.field === 3) event.text = text(one.from, one.to);
      if (one.field !== 5) continue;
      for (const value of fields(one.from, one.to)) {
        const [tag, scalar] = fields(value.from, value.to);
        event.scalars[text(tag!.from, tag!.to)] = scalar!.number;
      }
    }
    events.push(event);
    at = to + 4;
  }
  return events;
}

describe('event files', () => {
  test('CRC-32C has the known value', () =>
    expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283));

  test('any scalars come back from a reader of the format', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            at: fc.double({ min: 0, max: 4e9, noNaN: true }),
            step: fc.integer({ min: 0, max: 1e6 }),
            scalars: fc.dictionary(
              fc.string({ minLength: 1, maxLength: 40 }).filter((tag) => tag !== '__proto__'),
              fc.float({ noNaN: true, noDefaultInfinity: true }),
              { maxKeys: 5 },
            ),
          }),
          { maxLength: 20 },
        ),
        (logged) => {
          const [head, ...events] = read(tfevents(logged));
          expect(head!.text).toBe('brain.Event:2');
          expect(events.map(({ at, step }) => [at, step])).toEqual(
            logged.map(({ at, step }) => [at, step]),
          );
          events.forEach(({ scalars }, i) => {
            expect(Object.entries(scalars).map(([tag, value]) => [tag, value + 0])).toEqual(
              Object.entries(logged[i]!.scalars).map(([tag, value]) => [tag, value + 0]),
            );
          });
        },
      ),
    ));

  test('what is not finite is left out', () => {
    const [, event] = read(
      tfevents([{ at: 1, step: 2, scalars: { a: Number.NaN, b: 1.5, c: Infinity } }]),
    );
    expect(event!.scalars).toEqual({ b: 1.5 });
  });

  const hasTensorBoard =
    spawnSync('python3', ['-c', 'import tensorboard.backend.event_processing']).status === 0;
  test.skipIf(!hasTensorBoard)('TensorBoard reads it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'events-'));
    writeFileSync(
      join(folder, 'events.out.tfevents.1.lab'),
      tfevents([{ at: 1, step: 7, scalars: { 'ood/ece': 0.25 } }]),
    );
    const script = `
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
log = EventAccumulator(${JSON.stringify(folder)}); log.Reload()
(event,) = log.Scalars("ood/ece"); assert (event.step, event.value) == (7, 0.25)`;
    const { status, stderr } = spawnSync('python3', ['-c', script], { encoding: 'utf8' });
    rmSync(folder, { recursive: true });
    expect(stderr.split('\n').filter((line) => line.includes('Error'))).toEqual([]);
    expect(status).toBe(0);
  });
});
