import {
  type Product,
  type RegisterTile,
  type SharedTile,
  type Tile,
  usesQuads,
} from './product.ts';
import type { Abilities } from './wgsl.ts';

const registers = (
  part: Pick<RegisterTile, 'rows' | 'vectors' | 'slices' | 'quads'>,
): RegisterTile => ({ kind: 'registers', stack: 4, ...part });

const shared = (part: Omit<SharedTile, 'kind'>): SharedTile => ({ kind: 'shared', ...part });

/** All tiles that are tried or given, by the names under which a choice is written down. */
const tiles = {
  'registers-8x2': registers({ rows: 8, vectors: 2, slices: 1, quads: false }),
  'registers-8x2-sliced': registers({ rows: 8, vectors: 2, slices: 4, quads: false }),
  'registers-8x1-sliced': registers({ rows: 8, vectors: 1, slices: 8, quads: false }),
  'quads-8x2': registers({ rows: 8, vectors: 2, slices: 1, quads: true }),
  'quads-16x2': registers({ rows: 16, vectors: 2, slices: 1, quads: true }),
  'quads-16x1': registers({ rows: 16, vectors: 1, slices: 1, quads: true }),
  'quads-4x1-sliced': registers({ rows: 4, vectors: 1, slices: 16, quads: true }),
  'shared-32x32': shared({ down: 8, across: 8, rowGroups: 1, columnGroups: 1, depth: 32 }),
  'shared-64x64-fine': shared({ down: 16, across: 16, rowGroups: 1, columnGroups: 1, depth: 16 }),
  'shared-64x64': shared({ down: 8, across: 8, rowGroups: 2, columnGroups: 2, depth: 16 }),
} as const satisfies Readonly<Record<string, Tile>>;

export type TileName = keyof typeof tiles;

/** What there is to choose from: a choice that was kept holds for it alone. */
export const tileNames = Object.keys(tiles) as readonly TileName[];

/**
 * What products are cut into: those along the rows (NT, NN), gradients of weights (TN), and whatever
 * gives so many numbers that the largest tiles keep a device busy.
 */
export interface TileChoice {
  readonly rows: TileName;
  readonly columns: TileName;
  readonly large: TileName;
}

export type Tiles = Readonly<Record<keyof TileChoice, Tile>>;

export const tileNamed = (name: TileName): Tile => tiles[name];

export const tilesOf = ({ rows, columns, large }: TileChoice): Tiles => ({
  rows: tiles[rows],
  columns: tiles[columns],
  large: tiles[large],
});

/** Numbers of a large product, 512 of the largest tiles. */
export const LARGE = 2 ** 21;

/** The kind of a product with R rows. */
export const kindOf = ({ mode, K, N }: Product, R: number): keyof TileChoice => {
  if ((mode === 'TN' ? K : R) * N >= LARGE) return 'large';
  return mode === 'TN' ? 'columns' : 'rows';
};

/** Everywhere respectable, and what is used until something better has been measured. */
export const portableChoice: TileChoice = {
  rows: 'registers-8x2',
  columns: 'registers-8x2-sliced',
  large: 'registers-8x2',
};
export const portableTiles: Tiles = tilesOf(portableChoice);

/** Whether a device can run it. */
const runs = (name: TileName, { subgroups }: Abilities) => {
  const tile: Tile = tiles[name];
  return subgroups || !usesQuads(tile);
};

/** What can make a difference to each kind: slices to long sums alone. */
const worthTrying: Readonly<Record<keyof TileChoice, readonly TileName[]>> = {
  rows: ['registers-8x2', 'quads-8x2', 'quads-16x2', 'shared-32x32', 'shared-64x64-fine'],
  columns: [
    'registers-8x2',
    'registers-8x2-sliced',
    'registers-8x1-sliced',
    'quads-8x2',
    'quads-4x1-sliced',
    'shared-32x32',
  ],
  large: ['registers-8x2', 'quads-8x2', 'quads-16x2', 'shared-64x64-fine', 'shared-64x64'],
};

/** What is worth measuring on a device. */
export function candidatesFor(
  abilities: Abilities,
): Readonly<Record<keyof TileChoice, TileName[]>> {
  const able = (kind: keyof TileChoice) =>
    worthTrying[kind].filter((name) => runs(name, abilities));
  return { rows: able('rows'), columns: able('columns'), large: able('large') };
}

/**
 * On an adapter in software without measuring: barriers make what is shared three times slower, and
 * slices up to twice. Along the rows, twice the columns compile twice as long and gain nothing.
 */
export const softwareChoice = ({ subgroups }: Abilities): TileChoice =>
  subgroups
    ? { rows: 'quads-16x1', columns: 'quads-16x2', large: 'quads-16x1' }
    : { rows: 'registers-8x2', columns: 'registers-8x2', large: 'registers-8x2' };

const BETWEEN = ' / ';

/** As it is written down and shown: rows, columns, large, of which the last can go without saying. */
export const nameOfChoice = ({ rows, columns, large }: TileChoice): string => {
  const parts = [rows, columns, large];
  if (large === rows) parts.pop();
  if (parts.length === 2 && columns === rows) parts.pop();
  return parts.join(BETWEEN);
};

/** @returns null for what names no choice, or one that the device cannot run */
export function choiceNamed(name: unknown, abilities: Abilities): TileChoice | null {
  const parts = typeof name === 'string' ? name.split(BETWEEN) : [];
  const known = (one: string | undefined): one is TileName =>
    one !== undefined && Object.hasOwn(tiles, one) && runs(one as TileName, abilities);
  const [rows, columns = rows, large = rows, ...more] = parts;
  return known(rows) && known(columns) && known(large) && more.length === 0
    ? { rows, columns, large }
    : null;
}
