import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withIntegrity } from '../../scripts/integrity.ts';
import { projectRoot } from '../../scripts/projectRoot.ts';

/**
 * A build of the same lab with other hashes, as the next release has: every hashed file has another
 * name, and every name of it, the service worker's version included, is changed alike.
 */
export function deployOther(from: string, to: string): void {
  const target = join(projectRoot, to);
  rmSync(target, { recursive: true, force: true });
  cpSync(join(projectRoot, from), target, { recursive: true });
  const names = readdirSync(join(target, 'assets'));
  const renamed = names.map((name) => [name, name.replace(/(\.\w+)$/, '2$1')] as const);
  for (const [old, name] of renamed)
    renameSync(join(target, 'assets', old), join(target, 'assets', name));
  const pages = ['index.html', 'cli/headless.html', 'offline-files.json', 'offline.js'];
  const scripts = renamed.map(([, name]) => `assets/${name}`);
  for (const path of [...pages, ...scripts].filter((file) => /\.(js|css|html|json)$/.test(file))) {
    let text = readFileSync(join(target, path), 'utf8');
    for (const [old, name] of renamed) text = text.replaceAll(old, name);
    if (path === 'offline.js') text = text.replace(/[0-9a-f]{12}/g, 'aaaabbbbcccc');
    writeFileSync(join(target, path), text);
  }
  const page = join(target, 'index.html');
  const bytesOf = (path: string) => readFileSync(join(target, path));
  writeFileSync(page, withIntegrity(readFileSync(page, 'utf8'), bytesOf));
}
