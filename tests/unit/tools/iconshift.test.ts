import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { imageBytes, imageSize } from '../../../tools/iconshift/src/imageSize.ts';
import {
  coverage,
  fingerprints,
  frames,
  inkLength,
  isDrawn,
} from '../../../tools/iconshift/src/ink.ts';
import { classOf } from '../../../tools/iconshift/src/labels.ts';
import { eachLookAlike, layOut, likeness } from '../../../tools/iconshift/src/lookAlikes.ts';
import { parseName } from '../../../tools/iconshift/src/names.ts';
import { idShares, shareOut } from '../../../tools/iconshift/src/splits.ts';
import { UnionFind } from '../../../tools/iconshift/src/unionFind.ts';

describe('names', () => {
  test.each([
    ['alarm-clock-2-bold', '', 'alarm clock', ['solid']],
    ['light-bulb', '', 'light bulb', []],
    ['cloud-rain-outline-rounded', '', 'cloud rain', ['outline', 'round']],
    ['bell-dot-sharp-two-tone', '', 'bell dot', ['duotone', 'sharp']],
    ['heart-f', 'jam', 'heart', ['solid']],
    ['heart-o', 'fa', 'heart', ['outline']],
  ])('%s of set "%s" shows "%s"', (name, set, concept, styles) => {
    expect(parseName(name, set)).toEqual({ concept, styles });
  });

  test.each([
    ['alarm clock', 'clock'],
    ['bell slash', 'bell'],
    ['shopping cart plus small', 'shopping cart'],
    ['bell curve', null],
    ['bell plus minus off', null],
    ['umbrella stand', null],
  ])('"%s" is of class %s', (concept, name) => expect(classOf(concept)).toBe(name));
});

/** A drawing of black rectangles with soft edges. */
function draw(rectangles: readonly (readonly [number, number, number, number])[]): Uint8Array {
  const rgba = new Uint8Array(imageBytes);
  for (const [left, top, width, height] of rectangles) {
    for (let y = top; y < Math.min(imageSize, top + height); y++) {
      for (let x = left; x < Math.min(imageSize, left + width); x++) {
        rgba[4 * (y * imageSize + x) + 3] = 255;
      }
    }
  }
  return rgba;
}
const mirrored = (rgba: Uint8Array) => {
  const out = new Uint8Array(imageBytes);
  for (let i = 0; i < imageSize * imageSize; i++) {
    const x = i % imageSize;
    out.set(rgba.subarray(4 * i, 4 * i + 4), 4 * (i - x + imageSize - 1 - x));
  }
  return out;
};

/** The measure as it is defined, without transform or bound: correlation of ink blurred to 16 × 16. */
function slowCorrelation(a: Uint8Array, b: Uint8Array): number {
  const blur = (rgba: Uint8Array) => {
    const alpha = (x: number, y: number) =>
      x < 0 || y < 0 || x >= imageSize || y >= imageSize ? 0 : rgba[4 * (y * imageSize + x) + 3]!;
    const grid: number[] = [];
    for (let gy = 0; gy < 16; gy++)
      for (let gx = 0; gx < 16; gx++) {
        let sum = 0;
        for (let y = 3 * gy; y < 3 * gy + 3; y++)
          for (let x = 3 * gx; x < 3 * gx + 3; x++)
            for (let dy = -2; dy <= 2; dy++)
              for (let dx = -2; dx <= 2; dx++) sum += alpha(x + dx, y + dy);
        grid.push(sum);
      }
    const mean = grid.reduce((sum, value) => sum + value, 0) / grid.length;
    return grid.map((value) => value - mean);
  };
  const [p, q] = [blur(a), blur(b)];
  const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * v[i]!, 0);
  return dot(p, q) / Math.sqrt(dot(p, p) * dot(q, q));
}

const rectangle = fc.tuple(
  fc.nat(40),
  fc.nat(40),
  fc.integer({ min: 2, max: 30 }),
  fc.integer({ min: 2, max: 30 }),
);
const drawing = fc.array(rectangle, { minLength: 1, maxLength: 4 }).map(draw).filter(isDrawn);

describe('look-alikes', () => {
  test('likeness is the correlation of blurred ink, of the drawing or its mirror image', () => {
    fc.assert(
      fc.property(drawing, drawing, (a, b) => {
        const found = likeness(
          layOut([fingerprints(a, false)]),
          0,
          layOut([fingerprints(b, false)]),
          0,
          0,
        );
        const expected = Math.max(slowCorrelation(a, b), slowCorrelation(a, mirrored(b)));
        expect(found).toBeCloseTo(expected, 4);
      }),
      { numRuns: 30 },
    );
  });

  test('a mirrored drawing is the same drawing, and ink is what counts, not the colour', () => {
    const rgba = draw([
      [4, 6, 20, 9],
      [10, 20, 8, 22],
    ]);
    const prints = layOut([fingerprints(rgba, false), fingerprints(mirrored(rgba), false)]);
    expect(likeness(prints, 0, prints, 1, 0)).toBeCloseTo(1, 5);
    expect(fingerprints(rgba, true)).toEqual(fingerprints(rgba, false));
    expect(coverage(rgba)).toBeCloseTo((20 * 9 + 8 * 22) / imageSize ** 2, 10);
  });

  test('the same drawing at another size and place is the same in the ink box, and only there', () => {
    const small = draw([
      [6, 8, 12, 4],
      [10, 12, 4, 12],
    ]);
    const large = draw([
      [4, 4, 36, 12],
      [16, 16, 12, 36],
    ]);
    const moved = draw([
      [26, 28, 12, 4],
      [30, 32, 4, 12],
    ]);
    const prints = layOut([small, large, moved].map((rgba) => fingerprints(rgba, false)));
    expect(frames.map(({ name }) => name)).toEqual(['as drawn', 'ink box']);
    for (const other of [1, 2]) {
      expect(likeness(prints, 0, prints, other, 0)).toBeLessThan(0.8);
      expect(likeness(prints, 0, prints, other, 1)).toBeGreaterThan(0.98);
    }
  });

  test('the quick search finds exactly the pairs that a full one finds', () => {
    fc.assert(
      fc.property(
        fc.array(drawing, { minLength: 2, maxLength: 12 }),
        fc.constantFrom([0.4, 0.5], [0.7, 0.9], [0.95, 0.98]),
        (drawings, thresholds) => {
          const prints = layOut(drawings.map((rgba) => fingerprints(rgba, false)));
          const found: string[] = [];
          eachLookAlike(prints, prints, (i, j) => found.push(`${i} ${j}`), thresholds);
          const all: string[] = [];
          thresholds.forEach((from, frame) => {
            for (let i = 0; i < prints.count; i++)
              for (let j = 0; j < prints.count; j++)
                if (likeness(prints, i, prints, j, frame) >= from) all.push(`${i} ${j}`);
          });
          expect(found).toEqual(all);
        },
      ),
      { numRuns: 40 },
    );
    expect(inkLength).toBe(256);
  });
});

test('groups are what pairs join, in the order of their first members', () => {
  const groups = new UnionFind(7);
  for (const [i, j] of [
    [1, 4],
    [6, 2],
    [4, 6],
  ] as const) {
    groups.join(i, j);
  }
  expect(groups.groups()).toEqual([[0], [1, 2, 4, 6], [3], [5]]);
});

describe('sharing out', () => {
  const icon = (className: string, i: number) => ({
    set: `set-${i % 5}`,
    icon: `${className}-${i}`,
    concept: className,
    style: 'outline' as const,
    palette: false,
    className,
    plain: true,
    role: 'id' as const,
  });
  const icons = ['bell', 'cat'].flatMap((name) =>
    Array.from({ length: 60 }, (_, i) => icon(name, i)),
  );
  const groups = Array.from({ length: 40 }, (_, g) => [3 * g, 3 * g + 1, 3 * g + 2]);
  const splitOf = shareOut(icons, groups);

  test('a group stays whole, and each class is shared out as wanted', () => {
    for (const group of groups) expect(new Set(group.map((i) => splitOf.get(i))).size).toBe(1);
    for (const [part, share] of Object.entries(idShares)) {
      for (const first of [0, 60]) {
        const count = Array.from({ length: 60 }, (_, i) => splitOf.get(first + i)).filter(
          (split) => split === part,
        ).length;
        expect(Math.abs(count - share * 60)).toBeLessThanOrEqual(3);
      }
    }
  });

  test('does not depend on the order in which groups come', () => {
    const again = shareOut(icons, [...groups].reverse());
    for (const [i, split] of splitOf) expect(again.get(i)).toBe(split);
  });
});
