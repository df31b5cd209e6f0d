import type { RegisterTile, SharedTile, Tile } from './product.ts';
import type { Abilities } from './wgsl.ts';

const registers = (
  part: Pick<RegisterTile, 'rows' | 'vectors' | 'slices' | 'quads'>,
): RegisterTile => ({ kind: 'registers', stack: 4, ...part });

const shared = (
  down: number,
  across: number,
  rowGroups: 1 | 2,
  columnGroups: 1 | 2,
): SharedTile => ({ kind: 'shared', down, across, rowGroups, columnGroups, depth: 16 });

/** All tiles that are tried, by the names under which a choice is written down. */
const tiles = {
  'registers-8x2': registers({ rows: 8, vectors: 2, slices: 1, quads: false }),
  'registers-8x2-sliced': registers({ rows: 8, vectors: 2, slices: 4, quads: false }),
  'quads-8x2': registers({ rows: 8, vectors: 2, slices: 1, quads: true }),
  'quads-8x2-sliced': registers({ rows: 8, vectors: 2, slices: 4, quads: true }),
  'quads-16x2': registers({ rows: 16, vectors: 2, slices: 1, quads: true }),
  'shared-32x32': shared(8, 8, 1, 1),
  'shared-64x32': shared(8, 8, 2, 1),
  'shared-64x64': shared(8, 8, 2, 2),
  'shared-128x64': shared(16, 8, 2, 2),
  'shared-128x128': shared(16, 16, 2, 2),
} as const satisfies Readonly<Record<string, Tile>>;

export type TileName = keyof typeof tiles;

/** Of products along the rows (NT, NN), and of gradients of weights (TN). */
export interface TileChoice {
  readonly rows: TileName;
  readonly columns: TileName;
}

export interface Tiles {
  readonly rows: Tile;
  readonly columns: Tile;
}

export const tileNamed = (name: TileName): Tile => tiles[name];

export const tilesOf = ({ rows, columns }: TileChoice): Tiles => ({
  rows: tiles[rows],
  columns: tiles[columns],
});

/** Everywhere respectable, and what is used until something better has been measured. */
export const portableChoice: TileChoice = {
  rows: 'registers-8x2',
  columns: 'registers-8x2-sliced',
};
export const portableTiles: Tiles = tilesOf(portableChoice);

/** Whether a device can run it. */
const runs = (name: TileName, { subgroups }: Abilities) => {
  const tile: Tile = tiles[name];
  return subgroups || tile.kind !== 'registers' || !tile.quads;
};

/** What is worth measuring on a device. Slices make a difference to the gradients of weights alone. */
export function candidatesFor(abilities: Abilities): Readonly<Record<keyof Tiles, TileName[]>> {
  const able = (Object.keys(tiles) as TileName[]).filter((name) => runs(name, abilities));
  return { rows: able.filter((name) => !name.endsWith('-sliced')), columns: able };
}

/**
 * On an adapter in software without measuring: barriers make what is shared three times slower and
 * slices up to twice, and the largest tile takes longer to compile than it saves.
 */
export const softwareChoice = ({ subgroups }: Abilities): TileChoice =>
  subgroups
    ? { rows: 'quads-8x2', columns: 'quads-8x2' }
    : { rows: 'registers-8x2', columns: 'registers-8x2' };

const BETWEEN = ' / ';

/** As it is written down and shown. */
export const nameOfChoice = ({ rows, columns }: TileChoice): string =>
  rows === columns ? rows : `${rows}${BETWEEN}${columns}`;

/** @returns null for what names no choice, or one that the device cannot run */
export function choiceNamed(name: unknown, abilities: Abilities): TileChoice | null {
  const [rows, columns = rows, ...more] = typeof name === 'string' ? name.split(BETWEEN) : [];
  const known = (one: string | undefined): one is TileName =>
    one !== undefined && Object.hasOwn(tiles, one) && runs(one as TileName, abilities);
  return known(rows) && known(columns) && more.length === 0 ? { rows, columns } : null;
}
