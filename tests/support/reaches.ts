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

/** Whether running `file` runs `target`, both absolute paths. */
function leadsTo(file: string, target: string, known: Map<string, boolean>): boolean {
  const before = known.get(file);
  if (before !== undefined) return before;
  // A circle leads nowhere new.
  known.set(file, false);
  const found =
    file === target ||
    importsAtRunTime(readFileSync(file, 'utf8'))
      .filter((specifier) => /^\.{1,2}\/.*\.tsx?$/.test(specifier))
      .map((specifier) => resolve(dirname(file), specifier))
      .some((next) => existsSync(next) && leadsTo(next, target, known));
  known.set(file, found);
  return found;
}

/**
 * The tests of some folders that run a given module, by what they import, directly or not.
 *
 * @param folders and `target` from the root
 * @returns paths from the root, sorted
 */
export function testsThatReach(root: string, folders: readonly string[], target: string): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.test\.tsx?$/.test(name))
        .map((name) => join(folder, name).replaceAll('\\', '/')),
    )
    .filter((path) => leadsTo(join(root, path), join(root, target), new Map()))
    .sort();
}
