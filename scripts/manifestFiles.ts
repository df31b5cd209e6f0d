/** What the scripts that write manifest.json files share. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ManifestFile } from '../src/io/manifestFields.ts';

/** Size and digest of a file, as a manifest lists it. */
export function describeFile(folder: string, path: string): ManifestFile {
  const content = readFileSync(join(folder, path));
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { path, bytes: content.length, sha256 };
}

/** JSON with one line per field, but each list of plain values on a single line. */
export function formatManifest(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const isList = Array.isArray(value);
  if (isList && value.every((item) => typeof item !== 'object')) return JSON.stringify(value);
  const items = isList
    ? value.map((item) => inner + formatManifest(item, inner))
    : Object.entries(value).map(
        ([name, item]) => `${inner}${JSON.stringify(name)}: ${formatManifest(item, inner)}`,
      );
  const [open, close] = isList ? '[]' : '{}';
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}
