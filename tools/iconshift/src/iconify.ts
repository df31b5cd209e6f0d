import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** One icon set as @iconify/json describes it. */
export interface IconCollection {
  readonly name: string;
  readonly author: { readonly name: string; readonly url?: string };
  readonly license: { readonly title: string; readonly spdx: string; readonly url?: string };
  readonly category?: string;
  /** Whether the set has colours of its own; without, its drawings take `currentColor`. */
  readonly palette: boolean;
}

/** One drawing: the inside of an SVG element and its view box. */
export interface IconDrawing {
  readonly body: string;
  readonly left?: number;
  readonly top?: number;
  readonly width?: number;
  readonly height?: number;
}

/** A set's drawings, with the view box that holds where a drawing names none. */
export interface IconSetFile {
  readonly icons: Readonly<Record<string, IconDrawing>>;
  readonly aliases?: Readonly<
    Record<
      string,
      {
        readonly parent: string;
        readonly rotate?: number;
        readonly hFlip?: boolean;
        readonly vFlip?: boolean;
      }
    >
  >;
  readonly width?: number;
  readonly height?: number;
  readonly left?: number;
  readonly top?: number;
}

const packageFile = createRequire(import.meta.url).resolve('@iconify/json/package.json');
const folder = dirname(packageFile);
const readJson = (...path: string[]): unknown =>
  JSON.parse(readFileSync(join(folder, ...path), 'utf8'));

/** Name and version of the package that the drawings come from. */
export const iconifySource = `@iconify/json ${(readJson('package.json') as { version: string }).version}`;

/** Every icon set by its id, in the package's order. */
export const collections = readJson('collections.json') as Readonly<Record<string, IconCollection>>;

/** All drawings of a set. */
export const readIconSet = (set: string): IconSetFile =>
  readJson('json', `${set}.json`) as IconSetFile;
