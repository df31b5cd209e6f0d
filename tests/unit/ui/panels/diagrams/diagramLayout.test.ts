import { describe, expect, test } from 'vitest';
import { diagramLayout, rowsFor } from '../../../../../src/ui/panels/diagrams/diagramLayout.ts';

const laptop = { width: 1280, height: 720 };
const desk = { width: 1920, height: 1200 };

describe('diagramLayout', () => {
  test('methods that fit all stand there, as large as they may', () => {
    const layout = diagramLayout({ width: 618, height: 0 }, desk, 3, 'two');
    expect(layout).toEqual({ narrow: false, size: 150, visible: 3 });
  });

  test('of too many methods as many whole ones as can be read', () => {
    // 586 less the axis (18) and both buttons (52): 516, five times 88 + 12.
    const layout = diagramLayout({ width: 586, height: 0 }, laptop, 8, 'one');
    expect(layout).toEqual({ narrow: false, size: 91, visible: 5 });
  });

  test('alone, both rows fit the height of the pane', () => {
    const { size } = diagramLayout({ width: 1200, height: 500 }, laptop, 3, 'alone');
    expect(size).toBe(153);
  });

  test('a telephone shows one method, its sets side by side', () => {
    const layout = diagramLayout(
      { width: 348, height: 400 },
      { width: 390, height: 844 },
      8,
      'two',
    );
    expect(layout).toEqual({ narrow: true, size: 168, visible: 1 });
  });

  test('before it is laid out there is still a size', () => {
    expect(diagramLayout({ width: 0, height: 0 }, laptop, 8, 'one').size).toBeGreaterThan(0);
  });
});

test.each([
  [1280, 720, false, 'one'],
  [1440, 900, false, 'two'],
  [1280, 720, true, 'alone'],
  [1024, 768, true, 'two'],
  [1280, 640, false, 'two'],
] as const)('a window of %i × %i, alone: %s, has room for %s', (width, height, alone, rows) => {
  expect(rowsFor({ width, height }, alone, false)).toBe(rows);
});

test('under curves, which need more room, a window of 900 px has room for one row', () => {
  expect(rowsFor({ width: 1440, height: 900 }, false, true)).toBe('one');
  expect(rowsFor({ width: 1920, height: 1200 }, false, true)).toBe('two');
});
