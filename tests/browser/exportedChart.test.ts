import { afterEach, expect, test } from 'vitest';
import { standaloneSvg } from '../../src/ui/exportChart.ts';

afterEach(() => document.body.replaceChildren());

/** A drawing whose looks and places come from style sheets, attributes and inline styles alike. */
const drawing = `
  <style>
    .chart { color: #0a8f3a; font: 13px Arial, sans-serif; fill: #626b79; }
    .mark { fill: rgb(200 31 214 / 40%); stroke: currentColor; transition: transform 60s; }
    .turned { transform: rotate(30deg); transform-origin: 40px 50px; }
    .bold { font-weight: 600; paint-order: stroke; stroke: white; stroke-width: 3px; }
    .gone { display: none; }
    .dashed { stroke: color-mix(in srgb, #14181f 50%, white); stroke-dasharray: 2 3; fill: none; }
  </style>
  <svg class="chart" width="300" height="200" tabindex="0" data-many="true">
    <defs><pattern id="hatch" width="4" height="4" patternUnits="userSpaceOnUse"><path class="dashed" d="M0 4L4 0"/></pattern></defs>
    <g style="transform: translate(120px, 40px)" class="mark"><rect width="10" height="10"/><path transform="scale(2)" d="M0 0H8V8Z"/></g>
    <g class="turned"><circle cx="60" cy="50" r="8"/><text class="bold" x="40" y="60" text-anchor="middle">FT</text></g>
    <rect x="200" y="100" width="40" height="40" style="fill: url(#hatch)"/>
    <path class="dashed" d="M10 150H250"/>
    <svg x="150" y="90" width="30" height="30" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>
    <text class="gone" x="5" y="5">hidden</text>
  </svg>`;

const shapes = (root: ParentNode) =>
  [...root.querySelectorAll('rect, path, circle, text')].filter(
    (shape) => shape.closest('defs') === null,
  );

test('a chart that leaves the page stands as it stood, without style sheets', () => {
  document.body.innerHTML = `<figure>${drawing}</figure>`;
  const svg = document.querySelector('svg')!;
  const before = svg.getBoundingClientRect();
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const text = standaloneSvg(svg, { title: 'Plane', lines: [] });
  frame.contentDocument!.body.innerHTML = text;
  frame.contentDocument!.body.style.margin = '0';
  const copy = frame.contentDocument!.querySelector('svg svg')!;
  const after = { left: 16, top: 40 };

  const originals = shapes(svg).filter((shape) => !shape.matches('.gone'));
  const copies = shapes(copy);
  expect(copies).toHaveLength(originals.length);
  originals.forEach((shape, i) => {
    const [was, is] = [shape, copies[i]!].map((one) => one.getBoundingClientRect()) as [
      DOMRect,
      DOMRect,
    ];
    const name = shape.outerHTML;
    expect(Math.abs(was.left - before.left - (is.left - after.left)), name).toBeLessThan(0.1);
    expect(Math.abs(was.top - before.top - (is.top - after.top)), name).toBeLessThan(0.1);
    expect(Math.abs(was.width - is.width), name).toBeLessThan(0.1);
    const [look, copied] = [getComputedStyle(shape), getComputedStyle(copies[i]!)];
    for (const property of ['font-size', 'font-weight', 'stroke-width', 'stroke-dasharray'])
      expect(copied.getPropertyValue(property), name).toBe(look.getPropertyValue(property));
  });

  // Nothing that only a browser understands, and nothing said twice.
  expect(text).not.toMatch(
    /\s(?:style|class|tabindex|data-\w+)=|transform-origin|\d(?:px|deg)|rgb|color\(/,
  );
  expect(copies[0]!.parentElement!.getAttribute('transform')).toBe('translate(120 40)');
  expect(copies[0]!.parentElement!.getAttribute('fill')).toBe('#c81fd6');
  expect(Number(copies[0]!.parentElement!.getAttribute('fill-opacity'))).toBeCloseTo(0.4, 2);
  expect(copies[0]!.hasAttribute('fill')).toBe(false);
  expect(text.match(/font-family/g)!.length).toBeLessThan(4);
});
