import { LabError } from '../protocol/labError.ts';
import { withPresentation } from './presentation.ts';
import { noPicture } from './words.ts';

/** What is stamped on a chart that leaves the page. */
export interface ChartStamp {
  readonly title: string;
  /** Lines beneath: the caption and what the run was made with. */
  readonly lines: readonly string[];
}

/** Why a chart did not become a picture. */
function cannot(what: keyof typeof noPicture): LabError {
  const { message, hint } = noPicture[what];
  return new LabError('no-picture', message, hint);
}

const margin = 16;
const lineHeight = 17;

/** A text for XML: markup is printed, signs that XML forbids are left out. */
export const escapeXml = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** The largest drawing inside an element; marks and icons are smaller. */
export function largestSvg(root: Element): SVGSVGElement | null {
  const area = (svg: SVGSVGElement) => {
    const { width, height } = svg.getBoundingClientRect();
    return width * height;
  };
  return [...root.querySelectorAll('svg')].reduce<SVGSVGElement | null>(
    (best, svg) => (best && area(best) >= area(svg) ? best : svg),
    null,
  );
}

function wrap(text: string, longest: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < longest)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/**
 * A drawing as a file of its own: its looks in attributes, title above, caption and configuration beneath, on
 * the page's background. Colours are those of the theme that is on.
 */
export function standaloneSvg(svg: SVGSVGElement, { title, lines }: ChartStamp): string {
  const { width, height } = svg.getBoundingClientRect();
  const copy = withPresentation(svg);
  for (const foreign of copy.querySelectorAll('script, foreignObject')) foreign.remove();
  copy.setAttribute('x', String(margin));
  copy.setAttribute('y', String(margin + 24));
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  copy.setAttribute('overflow', 'visible');
  const page = getComputedStyle(document.documentElement);
  const ink = page.getPropertyValue('--ink').trim() || '#14181f';
  const quiet = page.getPropertyValue('--ink-3').trim() || '#626b79';
  const surface = page.getPropertyValue('--surface').trim() || '#ffffff';
  const full = Math.max(width, 260) + 2 * margin;
  const stamped = lines.flatMap((line) => wrap(line, Math.floor((full - 2 * margin) / 6.2)));
  const top = margin + 24 + height + 22;
  const total = top + stamped.length * lineHeight + 4;
  const text = (line: string, y: number, look: string) =>
    `<text x="${margin}" y="${y}" font-family="Inter, Helvetica, Arial, sans-serif" ${look}>${escapeXml(line)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${full}" height="${total}" viewBox="0 0 ${full} ${total}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${escapeXml(surface)}"/>`,
    text(title, margin + 10, `font-size="14" font-weight="650" fill="${escapeXml(ink)}"`),
    new XMLSerializer().serializeToString(copy),
    ...stamped.map((line, i) =>
      text(line, top + i * lineHeight, `font-size="12" fill="${escapeXml(quiet)}"`),
    ),
    '</svg>',
  ].join('\n');
}

/**
 * An SVG as a PNG of twice its size.
 * @throws Error where the browser cannot draw it
 */
export async function svgToPng(svg: string, scale = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    const context = canvas.getContext('2d');
    if (!context) throw cannot('canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw cannot('size');
    return blob;
  } finally {
    URL.revokeObjectURL(url);
  }
}
