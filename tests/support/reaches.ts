import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What a module imports when it runs: an `import type` is gone by then. */
export function importsAtRunTime(code: string): string[] {
  const plain = code.replace(/\/\*[\s\S]*?\*\//g, '');
  const forms = [
    /^\s*(?:import|export)\s(?!type\s)[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /\bimport\s*\(?\s*['"]([^'"]+)['"]/g,
  ];
  return forms.flatMap((form) => [...plain.matchAll(form)].map((match) => match[1]!));
}

/** The files of the project that running a file runs at once, absolute; each file is read once. */
function importsOf(file: string): string[] {
  return importsAtRunTime(readFileSync(file, 'utf8'))
    .filter((specifier) => /^\.{1,2}\/.*\.tsx?$/.test(specifier))
    .map((specifier) => resolve(dirname(file), specifier))
    .filter((next) => existsSync(next));
}

/** Who imports each file, of all that some files lead to. */
function importersFrom(files: readonly string[]): Map<string, string[]> {
  const importers = new Map<string, string[]>(files.map((file) => [file, []]));
  const unread = [...files];
  for (let file = unread.pop(); file !== undefined; file = unread.pop()) {
    for (const next of importsOf(file)) {
      const known = importers.get(next);
      if (known) known.push(file);
      else {
        importers.set(next, [file]);
        unread.push(next);
      }
    }
  }
  return importers;
}

/** The tests of some folders, from the root, sorted. */
export function testsIn(root: string, folders: readonly string[]): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.test\.tsx?$/.test(name))
        .map((name) => join(folder, name).replaceAll('\\', '/')),
    )
    .sort();
}

/**
 * The tests of some folders that run a given module, by what they import, directly or not.
 *
 * @param folders and `target` from the root
 * @returns paths from the root, sorted
 */
export function testsThatReach(root: string, folders: readonly string[], target: string): string[] {
  const tests = testsIn(root, folders);
  const importers = importersFrom(tests.map((path) => join(root, path)));
  const reaching = new Set([join(root, target)]);
  for (const file of reaching)
    for (const importer of importers.get(file) ?? []) reaching.add(importer);
  return tests.filter((path) => reaching.has(join(root, path)));
}
