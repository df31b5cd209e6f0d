// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { escapeXml, standaloneSvg } from '../../../src/ui/exportChart.ts';
import { transformAttribute } from '../../../src/ui/presentation.ts';

const hostile = '"><svg onload=alert(1)> </script> & \u0000 {{7*7}}';

function drawing(): SVGSVGElement {
  document.body.innerHTML =
    '<figure><svg viewBox="0 0 10 10"><style>.a{fill:red}</style><g class="a"><path d="M0 0"/>' +
    '<script>alert(1)</script><foreignObject></foreignObject></g></svg></figure>';
  return document.querySelector('svg')!;
}

test('what stands in names and notes is printed, not run', () => {
  const text = standaloneSvg(drawing(), { title: hostile, lines: [hostile] });
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
  expect(parsed.querySelectorAll('script, foreignObject')).toHaveLength(0);
  expect(parsed.querySelectorAll('[onload]')).toHaveLength(0);
  expect(text).toContain('&quot;&gt;&lt;svg onload=alert(1)&gt;');
});

test('the file stands alone: no classes, title and lines stamped', () => {
  const text = standaloneSvg(drawing(), { title: 'Trade-off', lines: ['FT, 152 steps', 'seed 7'] });
  expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(text).not.toContain('class="a"');
  for (const word of ['Trade-off', 'FT, 152 steps', 'seed 7'])
    expect(text).toContain(`>${word}</text>`);
});

test('looks stand in attributes, never in a style', () => {
  const text = standaloneSvg(drawing(), { title: 'x', lines: [] });
  expect(text).not.toMatch(/ style="/);
});

test.each([
  ['none', '0px 0px', null],
  ['', '', null],
  ['matrix(1, 0, 0, 1, 12.5, -3)', '0px 0px', 'translate(12.5 -3)'],
  ['matrix(1, 0, 0, 1, 5, 6)', '40px 50px', 'translate(5 6)'],
  ['matrix(0, 1, -1, 0, 0, 0)', '10px 20px', 'matrix(0 1 -1 0 30 10)'],
  ['matrix(7, 0, 0, 7, 0, 0)', '0px 0px', 'matrix(7 0 0 7 0 0)'],
])('the transformation %j about %j is the attribute %j', (transform, origin, attribute) =>
  expect(transformAttribute(transform, origin)).toBe(attribute),
);

test('signs that XML forbids are left out', () =>
  expect(escapeXml('a\u0000b\u000bc\ufffed<')).toBe('abcd&lt;'));
