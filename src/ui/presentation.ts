/** Properties that every SVG reader knows as attributes, and that children inherit; with what they are unsaid. */
const inherited: Readonly<Record<string, string>> = {
  fill: '#000000',
  'fill-opacity': '1',
  'font-family': '',
  'font-size': '',
  'font-style': 'normal',
  'font-weight': '400',
  'letter-spacing': 'normal',
  'paint-order': 'normal',
  stroke: 'none',
  'stroke-dasharray': 'none',
  'stroke-dashoffset': '0',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-opacity': '1',
  'stroke-width': '1',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
  visibility: 'visible',
};

/** The same for what an element has for itself. */
const own: Readonly<Record<string, string>> = { opacity: '1', 'vector-effect': 'none' };

type Looks = Readonly<Record<string, string>>;

const hex = (channel: number) =>
  Math.round(Math.min(255, Math.max(0, channel)))
    .toString(16)
    .padStart(2, '0');

/** "rgb(20, 24, 31)", "rgba(0, 0, 0, 0.4)" and "color(srgb 0 0 0 / 0.4)" as "#14181f" and a share. */
function plainColour(value: string): { readonly colour: string; readonly alpha: number } | null {
  const [, space, list = ''] = /^(rgba?|color)\((?:srgb )?([^)]*)\)$/.exec(value) ?? [];
  const [red, green, blue, alpha = 1] = list.split(/[\s,/]+/).map(Number.parseFloat);
  if (space === undefined || red === undefined || green === undefined || blue === undefined)
    return null;
  const scale = space === 'color' ? 255 : 1;
  return { colour: `#${[red, green, blue].map((one) => hex(one * scale)).join('')}`, alpha };
}

/** Lengths without "px", references without quotes: as attributes have them. */
const plainValue = (value: string) =>
  value.replaceAll(/(\d)px\b/g, '$1').replaceAll(/url\("([^"]*)"\)/g, 'url($1)');

/** What style sheets say of an element, as attributes would. */
function looksOf(style: CSSStyleDeclaration): Looks {
  const looks: Record<string, string> = {};
  for (const name of [...Object.keys(inherited), ...Object.keys(own)]) {
    const value = style.getPropertyValue(name);
    if (value !== '') looks[name] = plainValue(value);
  }
  for (const name of ['fill', 'stroke']) {
    const plain = plainColour(looks[name] ?? '');
    if (!plain) continue;
    looks[name] = plain.colour;
    const opacity = `${name}-opacity`;
    if (plain.alpha < 1) looks[opacity] = String(plain.alpha * Number(looks[opacity] ?? 1));
  }
  return looks;
}

/**
 * A transformation that CSS makes, as the attribute says it: the matrix about the element's origin.
 * null where there is none.
 */
export function transformAttribute(transform: string, origin: string): string | null {
  const [, list] = /^matrix\(([^)]*)\)$/.exec(transform) ?? [];
  const [a, b, c, d, e, f] = list?.split(',').map(Number) ?? [];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  if (e === undefined || f === undefined) return null;
  const [x = 0, y = 0] = origin.split(' ').map(Number.parseFloat);
  const right = e + x - a * x - c * y;
  const down = f + y - b * x - d * y;
  const text = [a, b, c, d, right, down].map((value) => Number(value.toFixed(4))).join(' ');
  if (a === 1 && b === 0 && c === 0 && d === 1)
    return `translate(${text.split(' ').slice(4).join(' ')})`;
  return `matrix(${text})`;
}

/** Groups and definitions that are drawn nowhere by themselves. */
const unseen = 'defs, pattern, clipPath, mask, linearGradient, radialGradient, marker, title, desc';

function present(original: Element, copy: Element, around: Looks): void {
  const style = getComputedStyle(original);
  const looks = looksOf(style);
  for (const { name } of [...copy.attributes]) {
    if (/^(?:class|style|tabindex|data-.*)$/.test(name)) copy.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(looks)) {
    const unsaid = name in own ? own[name] : (around[name] ?? inherited[name]);
    if (value !== unsaid) copy.setAttribute(name, value);
    else copy.removeAttribute(name);
  }
  if (copy.localName === 'svg') copy.setAttribute('overflow', style.overflow || 'visible');
  const moved = original instanceof SVGElement && original.style.transform !== '';
  if (moved || !original.hasAttribute('transform')) {
    const attribute = transformAttribute(style.transform, style.transformOrigin);
    if (attribute !== null) copy.setAttribute('transform', attribute);
  }
  const children = [...copy.children];
  [...original.children].forEach((child, i) => {
    const hidden = getComputedStyle(child).display === 'none' && !child.matches(unseen);
    if (hidden) children[i]!.remove();
    else present(child, children[i]!, { ...inherited, ...looks });
  });
}

/**
 * A copy of a drawing that looks the same without style sheets, in any program: what they say stands
 * in attributes, once for all children that inherit it; places too, for CSS transforms mean nothing
 * to Inkscape.
 */
export function withPresentation(svg: SVGSVGElement): SVGSVGElement {
  // A mark on its way is drawn where it goes.
  for (const animation of svg.getAnimations?.({ subtree: true }) ?? []) {
    if (animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
      animation.finish();
  }
  const copy = svg.cloneNode(true) as SVGSVGElement;
  present(svg, copy, {});
  copy.removeAttribute('transform');
  return copy;
}
