import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';

/** Attributes that people read or hear. */
const read = new Set(['title', 'aria-label', 'aria-valuetext', 'alt', 'placeholder', 'label']);
const word = /\p{L}{2,}/u;
/** Two words or more, as prose has them: not class names, paths, selectors or formats. */
const sentence = /^\p{Lu}[\p{L}’']*(?: [\p{L}’'(“]+[,.:;?!)”]?){2,}/u;

/** Any node of a syntax tree; children are nodes and lists of nodes among its values. */
type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value;

/** Calls `enter` on every node, parents first; a false from it leaves the children out. */
function walk(node: Node, enter: (node: Node) => boolean): void {
  if (!enter(node)) return;
  for (const value of Object.values(node).flat()) if (isNode(value)) walk(value, enter);
}

const parse = (code: string) => parseAst(code, { lang: 'tsx' }) as unknown as Node;

/** The texts of a file that people would read: text of elements, read attributes, and sentences. */
function textsIn(code: string): string[] {
  const found: string[] = [];
  const keep = (text: unknown, pattern: RegExp) => {
    if (typeof text === 'string' && pattern.test(text)) found.push(text.trim());
  };
  walk(parse(code), (node) => {
    if (node.type === 'ImportDeclaration') return false;
    if (node.type === 'JSXText') keep(node.value, word);
    else if (node.type === 'JSXAttribute') {
      const { name } = node.name as { readonly name: string };
      const value = node.value as Node | null;
      if (value?.type !== 'Literal') return true;
      if (read.has(name)) keep(value.value, word);
      return false;
    } else if (node.type === 'Literal') keep(node.value, sentence);
    else if (node.type === 'TemplateElement')
      keep((node.value as { readonly cooked: string }).cooked, sentence);
    return true;
  });
  return found;
}

/** The names of the words in a file: those of every object that it exports. */
function namesIn(code: string): string[] {
  const names: string[] = [];
  walk(parse(code), (node) => {
    if (node.type === 'Property') {
      const { name, value } = node.key as { readonly name?: string; readonly value?: string };
      names.push(name ?? String(value));
    }
    return node.type !== 'ArrowFunctionExpression';
  });
  return names;
}

const sourcesOf = (room: string) =>
  readdirSync(join(projectRoot, 'src', room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => ({
      path: `src/${room}/${name}`,
      code: readFileSync(join(projectRoot, 'src', room, name), 'utf8'),
    }));
const files = ['store', 'ui', 'app'].flatMap(sourcesOf);
const isWords = ({ path }: { path: string }) => /\/(?:words|glossary)\.ts$/.test(path);

test('what people read on the page stands in the words.ts of a room', () => {
  expect(files.filter(isWords).length).toBeGreaterThan(20);
  const elsewhere = files
    .filter((file) => !isWords(file))
    .flatMap(({ path, code }) => textsIn(code).map((text) => `${path}: ${text}`));
  expect(elsewhere).toEqual([]);
});

test('no word is left over', () => {
  const code = ['protocol', 'store', 'lessons', 'ui', 'app']
    .flatMap(sourcesOf)
    .filter((file) => !isWords(file));
  const known = new Set(code.flatMap(({ code }) => code.match(/[\w-]+/g) ?? []));
  const leftOver = files
    .filter(isWords)
    .flatMap(({ path, code }) =>
      namesIn(code).flatMap((name) => (known.has(name) ? [] : [`${path}: ${name}`])),
    );
  expect(leftOver).toEqual([]);
});

describe('the rule', () => {
  test.each([
    '<p>Nothing yet</p>',
    '<button title="Close it" />',
    "const message = 'The file is empty.';",
    'const message = `The file is called $' + '{name}.`;',
  ])('finds %s', (code) => expect(textsIn(code)).toHaveLength(1));

  test.each([
    '<p className="muted help">{words.nothing}</p>',
    '<i>α × {n}</i>',
    "element.closest('button, summary, a')",
    "import { x } from './The own file.ts';",
  ])('lets %s be', (code) => expect(textsIn(code)).toEqual([]));
});
