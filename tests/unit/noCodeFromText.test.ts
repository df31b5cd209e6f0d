import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../scripts/projectRoot.ts';

/** Where text would become markup or code: the ways that a name in somebody's file could run. */
const sinks: Readonly<Record<string, RegExp>> = {
  markup:
    /\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc|setHTMLUnsafe|createContextualFragment)\b|\bDOMParser\b|\bdocument\s*\.\s*write(?:ln)?\b/,
  code: /(?<![\w.])eval\s*\(|\bglobalThis\.eval\b|\bnew\s+Function\b|(?<![\w.])Function\s*\(|\bimportScripts\b/,
  'a timer that runs text': /\bset(?:Timeout|Interval)\s*\(\s*['"`]/,
  'style as text': /\bsetAttribute\(\s*['"]style['"]|createElement\(\s*['"]style['"]/,
  'a handler as text': /\bsetAttribute\(\s*['"]on/,
  'an address that is code': /['"`]javascript:/,
};

const offending = (code: string) =>
  Object.keys(sinks).filter((sink) => sinks[sink]!.test(code.replace(/(^|\s)\/\/.*$/gm, '')));

const files = ['src', 'workers', 'cli'].flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|html)$/.test(name))
    .map((name) => `${folder}/${name}`),
);

test('no text becomes markup or code in src, workers and cli', () => {
  expect(files.length).toBeGreaterThan(200);
  const found = [...files, 'index.html'].flatMap((file) =>
    offending(readFileSync(join(projectRoot, file), 'utf8')).map((sink) => `${file}: ${sink}`),
  );
  expect(found).toEqual([]);
});

describe('the rule', () => {
  test.each([
    'element.innerHTML = name',
    '<p dangerouslySetInnerHTML={{ __html: name }} />',
    'document.write(name)',
    'eval(name)',
    'new Function(name)()',
    "setTimeout('run()', 10)",
    'setInterval(`run()`, 10)',
    "link.setAttribute('onclick', name)",
    'a.href = `javascript:run()`',
  ])('finds %s', (code) => expect(offending(code)).toHaveLength(1));

  test.each([
    'element.textContent = name',
    'setTimeout(() => run(name), 10)',
    'const evaluate = (name) => lab.evaluate(name)',
    'type Work = Function | null',
    'tf.eval(name)',
  ])('lets %s be', (code) => expect(offending(code)).toEqual([]));
});
