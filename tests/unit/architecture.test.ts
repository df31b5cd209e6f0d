import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Which folders each folder may import from, beside itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  math: [],
  metrics: ['math'],
  posthoc: ['math', 'metrics'],
  protocol: ['math'],
  io: ['math'],
  ops: ['math'],
  losses: ['ops'],
  optim: ['math', 'ops'],
  model: ['math', 'ops', 'io', 'protocol'],
  data: ['math', 'io', 'protocol'],
  methods: ['ops', 'losses', 'optim', 'model', 'protocol'],
  engine: [
    'math',
    'metrics',
    'protocol',
    'io',
    'ops',
    'losses',
    'optim',
    'model',
    'data',
    'methods',
  ],
  results: ['math', 'metrics', 'posthoc', 'protocol', 'io'],
  study: ['math', 'metrics', 'protocol', 'io', 'results'],
  workers: ['engine', 'protocol', 'metrics', 'results', 'data'],
  client: ['math', 'io', 'protocol', 'results', 'study', 'data', 'workers'],
  store: ['client', 'protocol', 'metrics', 'math', 'results', 'study'],
  lessons: ['store', 'protocol', 'metrics', 'math', 'results'],
  ui: ['lessons', 'store', 'protocol', 'metrics', 'math', 'results', 'study'],
  app: ['client', 'store', 'ui', 'protocol', 'results', 'study'],
  cli: ['math', 'client', 'results', 'study', 'protocol', 'scripts', 'tests'],
  // Its contestants train, whatever the lab trains with; the rest is a command.
  bench: ['math', 'ops', 'engine', 'methods', 'model', 'data', 'protocol', 'cli', 'scripts'],
  // Two of them run the lab itself in Node: what it does with images, and what comes of it. One
  // prints the page's glossary.
  scripts: [
    'math',
    'io',
    'protocol',
    'data',
    'model',
    'methods',
    'ops',
    'engine',
    'results',
    'study',
    'metrics',
    'ui',
    'tests',
  ],
};

/** Who may import a package: a folder, or a single file. */
const owners: Readonly<Record<string, readonly string[]>> = {
  // The peers of the bench, and its alone.
  '@jax-js/jax': ['bench'],
  '@tensorflow/tfjs': ['bench'],
  '@tensorflow/tfjs-core': ['src/ops/tf.ts'],
  '@tensorflow/tfjs-backend-webgpu': ['src/ops/webgpu', 'bench'],
  '@tensorflow/tfjs-backend-wasm': ['src/ops/wasm', 'bench'],
  // Readers of files, in lazy pieces of the page and in the workers.
  valibot: ['src/io', 'src/results', 'src/study', 'src/model', 'src/data'],
  comlink: ['workers', 'src/client', 'bench'],
  idb: ['src/client', 'src/io/checkpointShelf.ts', 'src/io/choiceShelf.ts'],
  '@noble/hashes': ['src/io/sha256.ts'],
  // The hook that binds the store to React needs React, which the store may not have.
  zustand: ['src/store', 'src/ui/useLab.ts'],
  react: ['src/ui', 'src/app'],
  recharts: ['src/ui/charts'],
  // Only where recharts is, which brings them anyway.
  'd3-array': ['src/ui/charts'],
  'd3-scale': ['src/ui/charts'],
  'react-dom': ['src/app'],
  vite: ['scripts', 'bench'],
  playwright: ['cli'],
};

/** Files over the limit, each with its reason. */
const maxLines = 250;
const longFiles: Readonly<Record<string, string>> = {};

interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  /** Without comments. */
  readonly code: string;
  readonly imports: readonly string[];
}

const withoutComments = (text: string) =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1');

function importsOf(code: string): string[] {
  const forms = [
    /\b(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
    /\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
    /new URL\(\s*['"]([^'"]+\.tsx?)['"]\s*,\s*import\.meta\.url/g,
  ];
  return forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1]!));
}

/** `src/ops/webgpu/x.ts` is of "ops"; what lies outside src/ goes by its first folder. */
function folderOf(path: string): string {
  const [first, second] = path.split('/');
  return (first === 'src' ? second : first) ?? '';
}

function readSource(path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const code = withoutComments(text);
  return { path, folder: folderOf(path), text, code, imports: importsOf(code) };
}

const sources = ['src', 'workers', 'cli', 'scripts', 'bench'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readSource(`${folder}/${name.split(sep).join('/')}`)),
);
const product = sources.filter(({ path }) => /^(src|workers)\//.test(path));

/** A relative import as a path from the root; null for a package. */
function target(file: SourceFile, specifier: string): string | null {
  if (!specifier.startsWith('.')) return null;
  const absolute = resolve(root, dirname(file.path), specifier.replace(/\?.*$/, ''));
  return relative(root, absolute).split(sep).join('/');
}

/** Groups of files that import one another, whatever the way round: Tarjan's components. */
function circles(files: readonly SourceFile[]): string[][] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): number => {
    order.set(path, order.size);
    open.push(path);
    let low = order.get(path)!;
    for (const specifier of byPath.get(path)!.imports) {
      const next = target(byPath.get(path)!, specifier);
      if (next === null || !byPath.has(next)) continue;
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, lowest.get(next) ?? order.get(next)!);
      lowest.set(path, low);
    }
    lowest.set(path, low);
    if (low === order.get(path)) {
      const members = open.splice(open.indexOf(path));
      if (members.length > 1) found.push(members.sort());
    }
    return low;
  };
  for (const { path } of files) if (!order.has(path)) visit(path);
  return found;
}

/** Offences as "file: what", so that a failure lists them all. */
const offences = (files: readonly SourceFile[], find: (file: SourceFile) => readonly string[]) =>
  files.flatMap((file) => find(file).map((what) => `${file.path}: ${what}`));

describe('the house', () => {
  test('has sources to look at', () => expect(sources.length).toBeGreaterThan(20));

  test('has only rooms that the table knows', () =>
    expect(offences(sources, ({ folder }) => (folder in mayImport ? [] : [folder]))).toEqual([]));

  test('imports only down the list', () =>
    expect(
      offences(sources, (file) =>
        file.imports.filter((specifier) => {
          const path = target(file, specifier);
          if (path === null) return false;
          const folder = folderOf(path);
          return folder !== file.folder && !mayImport[file.folder]?.includes(folder);
        }),
      ),
    ).toEqual([]));

  test('has no circle of imports, types included', () => expect(circles(sources)).toEqual([]));

  test('finds a circle where there is one', () => {
    const file = (path: string, ...imports: string[]) =>
      ({ path, imports }) as unknown as SourceFile;
    const round = [file('a.ts', './b.ts'), file('b.ts', './c.ts'), file('c.ts', './a.ts')];
    expect(circles([...round, file('d.ts', './a.ts')])).toEqual([['a.ts', 'b.ts', 'c.ts']]);
  });

  test('reaches the workers by URL, never by import', () =>
    expect(
      offences(product, (file) =>
        file.folder === 'workers'
          ? []
          : [...file.code.matchAll(/\bfrom\s*['"](\.[^'"]*\/workers\/[^'"]+)['"]/g)]
              .map((match) => match[1]!)
              .filter((specifier) => !/\?(worker&)?url$/.test(specifier)),
      ),
    ).toEqual([]));

  test('gives charts nothing but props', () =>
    expect(
      offences(
        sources.filter(({ path }) => path.startsWith('src/ui/charts/')),
        (file) =>
          file.imports.filter((specifier) =>
            /^src\/(store|client|ui\/panels)\//.test(target(file, specifier) ?? ''),
          ),
      ),
    ).toEqual([]));

  test('keeps each package with its owner', () =>
    expect(
      offences(sources, (file) =>
        file.imports.filter((specifier) => {
          const name = Object.keys(owners).find(
            (p) => specifier === p || specifier.startsWith(`${p}/`),
          );
          if (name === undefined) return false;
          return !owners[name]!.some((o) => file.path === o || file.path.startsWith(`${o}/`));
        }),
      ),
    ).toEqual([]));

  test('brings no other package into the product', () =>
    expect(
      offences(product, (file) =>
        file.imports.filter((specifier) => {
          if (specifier.startsWith('.')) return false;
          return !Object.keys(owners).some((p) => specifier === p || specifier.startsWith(`${p}/`));
        }),
      ),
    ).toEqual([]));

  test.each(['dataSync', 'arraySync', 'Math.random'])('never says %s', (word) =>
    expect(offences(product, ({ code }) => (code.includes(word) ? [word] : []))).toEqual([]),
  );

  test('has no barrels', () =>
    expect(
      offences(sources, ({ code }) =>
        [...code.matchAll(/\bexport\s+(?:type\s+)?(?:\*|\{[^}]*\})[^;]*?\bfrom\s*['"]\./g)].map(
          (match) => match[0],
        ),
      ),
    ).toEqual([]));

  test(`has files of at most ${maxLines} lines, or a reason`, () => {
    const lines = (text: string) => text.split('\n').length - 1;
    expect(
      offences(sources, ({ path, text }) =>
        lines(text) > maxLines && !(path in longFiles) ? [`${lines(text)} lines`] : [],
      ),
    ).toEqual([]);
  });

  test('excuses no file that is short or gone', () => {
    const long = sources.filter(({ text }) => text.split('\n').length - 1 > maxLines);
    const known = new Set(long.map(({ path }) => path));
    expect(Object.keys(longFiles).filter((path) => !known.has(path))).toEqual([]);
  });
});
