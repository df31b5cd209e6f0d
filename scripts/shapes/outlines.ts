/** The things of the data set Shapes, as closed polygons about the origin; y points down. */

export type Point = readonly [x: number, y: number];
export type Outline = readonly Point[];

const TURN = 2 * Math.PI;

/** Points at equal angles from straight up; `radius` says how far each is from the middle. */
const around = (count: number, radius: (share: number) => number): Outline =>
  Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * TURN;
    const r = radius(i / count);
    return [r * Math.sin(angle), -r * Math.cos(angle)];
  });

const regular = (corners: number): Outline => around(corners, () => 1);

const ellipse = (width: number, height: number): Outline =>
  around(48, () => 1).map(([x, y]) => [x * width, y * height]);

/** The disc, less a disc of the same size moved to the right. */
const crescent: Outline = [
  ...Array.from({ length: 33 }, (_, i): Point => {
    const angle = TURN * (1 / 8 + (i / 32) * (3 / 4));
    return [Math.cos(angle), Math.sin(angle)];
  }),
  ...Array.from({ length: 15 }, (_, i): Point => {
    const angle = TURN * (7 / 8) - ((i + 1) / 16) * TURN * (3 / 4);
    return [0.72 + 0.72 * Math.cos(angle), 0.72 * Math.sin(angle)];
  }).filter(([x, y]) => Math.hypot(x, y) < 1),
];

/** Where a circle about a point on the axis is closed by two lines that meet at its foot. */
const drop: Outline = [
  [0, -1.1],
  ...Array.from({ length: 25 }, (_, i): Point => {
    const angle = TURN * (-0.06 + (i / 24) * 0.62);
    return [0.68 * Math.cos(angle), 0.32 + 0.68 * Math.sin(angle)];
  }),
];

/** Source: the usual parametric heart, x = 16 sin³ t, y = 13 cos t − 5 cos 2t − 2 cos 3t − cos 4t. */
const heart: Outline = Array.from({ length: 40 }, (_, i): Point => {
  const t = (i / 40) * TURN;
  const y = 13 * Math.cos(t) - 5 * Math.cos(2 * t) - 2 * Math.cos(3 * t) - Math.cos(4 * t);
  return [Math.sin(t) ** 3, -(y + 2.5) / 15];
});

/** By class name, in the order of the classes. */
export const outlines: Readonly<Record<string, Outline>> = {
  arrow: [
    [0, -1],
    [0.75, -0.15],
    [0.28, -0.15],
    [0.28, 1],
    [-0.28, 1],
    [-0.28, -0.15],
    [-0.75, -0.15],
  ],
  circle: ellipse(0.95, 0.95),
  crescent,
  cross: [
    [-0.3, -1],
    [0.3, -1],
    [0.3, -0.3],
    [1, -0.3],
    [1, 0.3],
    [0.3, 0.3],
    [0.3, 1],
    [-0.3, 1],
    [-0.3, 0.3],
    [-1, 0.3],
    [-1, -0.3],
    [-0.3, -0.3],
  ],
  diamond: [
    [0, -1.1],
    [0.75, 0],
    [0, 1.1],
    [-0.75, 0],
  ],
  drop,
  heart,
  hexagon: regular(6),
  house: [
    [0, -1],
    [1, -0.1],
    [0.75, -0.1],
    [0.75, 0.95],
    [-0.75, 0.95],
    [-0.75, -0.1],
    [-1, -0.1],
  ],
  lightning: [
    [0.25, -1.1],
    [-0.6, 0.15],
    [-0.08, 0.15],
    [-0.25, 1.1],
    [0.6, -0.25],
    [0.08, -0.25],
  ],
  octagon: regular(8),
  oval: ellipse(1.1, 0.68),
  pentagon: regular(5),
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  star: around(10, (share) => (Math.round(share * 10) % 2 === 0 ? 1.1 : 0.48)),
  triangle: regular(3),
};
