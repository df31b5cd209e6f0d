import { describe, expect, test } from 'vitest';
import { createProgressLine } from '../../../cli/progressLine.ts';

function record(isTTY: boolean) {
  let ms = 0;
  const written: string[] = [];
  const output = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  const line = createProgressLine(output, 100, () => ms);
  const wait = (seconds: number) => {
    ms += seconds * 1000;
  };
  return { line, written, wait };
}

describe('createProgressLine', () => {
  test('writes one plain line a tenth when there is no terminal', () => {
    const { line, written, wait } = record(false);
    for (let i = 1; i <= 100; i++) {
      wait(1);
      line.add(1, `step ${i}`);
    }
    expect(written).toHaveLength(10);
    expect(written[0]).toBe('10 % · about 1 min 30 s left · step 10\n');
    expect(written[9]).toBe('100 % · done · step 100\n');
  });

  test('redraws one line on a terminal and clears it at the end', () => {
    const { line, written, wait } = record(true);
    wait(10);
    line.add(50, 'halfway');
    expect(written.join('')).toContain(' 50 % · about 10 s left · halfway');
    line.end();
    expect(written.at(-1)).toBe('\r\x1b[2K');
    const before = written.length;
    line.add(10, 'late');
    expect(written).toHaveLength(before);
  });

  test('never draws beyond the width of the terminal', () => {
    const { line, written, wait } = record(true);
    wait(1);
    line.add(1, 'x'.repeat(200));
    expect(Math.max(...written.map((text) => text.length))).toBeLessThan(80);
  });
});
