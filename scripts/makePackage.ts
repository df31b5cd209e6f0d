import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './projectRoot.ts';
import { securityHeaders } from './securityHeaders.ts';
import { type ZipEntry, zip } from './zip.ts';

/** The folder in the archive: unpacked, nothing lies about. */
const folder = 'carot-lab';
const beside = join(projectRoot, 'scripts/usb');
const empty = 'const headers = {};';

/** The local server with the headers that the lab is served with everywhere. */
export function packagedServer(): string {
  const source = readFileSync(join(beside, 'serve.mjs'), 'utf8');
  if (!source.includes(empty)) throw new Error('serve.mjs has no place for its headers');
  return source.replace(empty, `const headers = ${JSON.stringify(securityHeaders, null, 2)};`);
}

/** Files of a folder, in an order that does not depend on the machine. */
function filesIn(path: string): ZipEntry[] {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: file.slice(path.length + 1).replaceAll('\\', '/'),
      bytes: readFileSync(file),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The lab for a stick or an intranet: the build, a page that says how to start it and what a browser
 * gives to which address, and a server of one file.
 * @param built folder of a build, absolute
 */
export function makePackage(built: string): Buffer {
  const text = (content: string) => new TextEncoder().encode(content);
  const start = 'START HERE.html';
  return zip([
    { path: `${folder}/${start}`, bytes: readFileSync(join(beside, start)) },
    { path: `${folder}/serve.mjs`, bytes: text(packagedServer()) },
    { path: `${folder}/LICENSE`, bytes: readFileSync(join(projectRoot, 'LICENSE')) },
    {
      path: `${folder}/THIRD_PARTY_NOTICES.md`,
      bytes: readFileSync(join(projectRoot, 'THIRD_PARTY_NOTICES.md')),
    },
    ...filesIn(built).map(({ path, bytes }) => ({ path: `${folder}/lab/${path}`, bytes })),
  ]);
}
