/** Writes THIRD_PARTY_NOTICES.md: the licences of every package that ends up in the built lab. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { packageFolder } from './packageFolder.ts';
import { projectRoot } from './projectRoot.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly repository?: string | { readonly url?: string };
}

/** Notices of what is compiled into the .wasm files, which carry none of their own. */
const wasmPackage = '@tensorflow/tfjs-backend-wasm';
const insideWasm = join(projectRoot, 'scripts/noticesInsideWasm.md');

/** Notes the package of every module that leaves code in a chunk, and of every file taken as it is. */
function collector(found: Set<string>): Plugin {
  return {
    name: 'collect-packages',
    generateBundle(_, bundle) {
      const sources = Object.values(bundle).flatMap((output) =>
        output.type === 'asset'
          ? output.originalFileNames.map((name) => join(projectRoot, name))
          : Object.entries(output.modules)
              .filter(([, { renderedLength }]) => renderedLength > 0)
              .map(([id]) => id),
      );
      for (const source of sources) {
        const folder = packageFolder(source);
        if (folder && existsSync(join(folder, 'package.json'))) found.add(folder);
      }
    },
  };
}

/** Folders of the packages in the page's and the workers' bundles. */
async function shippedPackages(): Promise<string[]> {
  const found = new Set<string>();
  await build({
    root: projectRoot,
    logLevel: 'error',
    plugins: [collector(found)],
    worker: { format: 'es', plugins: () => [collector(found)] },
    build: { write: false, minify: false },
  });
  return [...found].sort((a, b) => manifestOf(a).name.localeCompare(manifestOf(b).name, 'en'));
}

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

function textsIn(folder: string): string[] {
  const files = readdirSync(folder).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
  return files.map((name) => readFileSync(join(folder, name), 'utf8').trim());
}

/** The section of a README under a heading that says "licence". */
function licenceInReadme(folder: string): string[] {
  const readme = readdirSync(folder).find((name) => /^readme/i.test(name));
  const text = readme ? readFileSync(join(folder, readme), 'utf8') : '';
  const match = text.match(/^(?:#+ *)?licen[cs]e\b.*\n(?:[-=]+\n)?\n*(copyright[\s\S]*)/im);
  return match?.[1] ? [match[1].trim()] : [];
}

function origin({ homepage, repository }: Manifest): string {
  const url = typeof repository === 'string' ? repository : repository?.url;
  const source = url ?? homepage ?? '';
  return source
    .replace(/^git\+/, '')
    .replace(/\.git$/, '')
    .replace(/^(git|ssh):\/\/(git@)?/, 'https://');
}

/** Packages that ship no licence text name one in every file: Apache 2.0, of which one copy is enough. */
const apachePointer = (holder: string) =>
  `Copyright ${holder}. Licensed under the Apache License, Version 2.0; its text stands in this file under "comlink".`;

function section(folder: string): string {
  const manifest = manifestOf(folder);
  const { name, version, license } = manifest;
  const fence = (text: string) => `\`\`\`text\n${text.replaceAll('\r\n', '\n')}\n\`\`\``;
  let bodies = [...textsIn(folder), ...(textsIn(folder).length ? [] : licenceInReadme(folder))].map(
    fence,
  );
  if (bodies.length === 0 && name.startsWith('@tensorflow/'))
    bodies = [apachePointer('Google LLC')];
  if (!license || bodies.length === 0)
    throw new Error(`${name} ${version}: no licence text found.`);
  if (name === wasmPackage) bodies.push(readFileSync(insideWasm, 'utf8').trim());
  return [`## ${name} ${version}`, `${license} · ${origin(manifest)}`, ...bodies].join('\n\n');
}

async function thirdPartyNotices(): Promise<void> {
  const packages = await shippedPackages();
  const text = [
    '# Third-party notices',
    'The built lab contains code of the packages below. `npx tsx scripts/thirdPartyNotices.ts` writes this file from what the build ships. Drawings and weights have notices of their own: see the folders in `public/datasets` and `public/models`.',
    ...packages.map(section),
  ].join('\n\n');
  writeFileSync(join(projectRoot, 'THIRD_PARTY_NOTICES.md'), `${text}\n`);
  console.log(`THIRD_PARTY_NOTICES.md: ${packages.length} packages`);
}

await thirdPartyNotices();
