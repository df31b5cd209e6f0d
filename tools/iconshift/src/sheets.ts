import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { createRng, rngStreams } from '../../../src/math/rng.ts';
import type { BenchmarkIcon } from './benchmark.ts';
import { openDrawings } from './drawing.ts';

const side = 48;
const cell = { width: 76, height: 78 } as const;
const columns = 20;
const headingHeight = 24;

const escapeXml = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

interface SheetRow {
  readonly heading: string;
  readonly icons: readonly { readonly icon: BenchmarkIcon; readonly tag: string }[];
}

/** One picture with rows of drawings; under each stands its tag, by which a reader names it. */
function drawSheet(rows: readonly SheetRow[]): Buffer {
  const drawingOf = openDrawings();
  const parts: string[] = [];
  let y = 0;
  for (const { heading, icons } of rows) {
    parts.push(
      `<text x="4" y="${y + 17}" font-size="15" font-weight="bold">${escapeXml(heading)}</text>`,
    );
    y += headingHeight;
    icons.forEach(({ icon, tag }, i) => {
      const [left, top] = [
        (i % columns) * cell.width + 8,
        y + Math.floor(i / columns) * cell.height,
      ];
      const picture = new Resvg(drawingOf(icon.set, icon.icon, 2 * side), {
        font: { loadSystemFonts: false },
      });
      const data = picture.render().asPng().toString('base64');
      parts.push(
        `<image x="${left}" y="${top}" width="${side + 6}" height="${side + 6}" href="data:image/png;base64,${data}"/>`,
        `<text x="${left}" y="${top + side + 19}" font-size="11">${escapeXml(tag)}</text>`,
      );
    });
    y += Math.ceil(icons.length / columns) * cell.height + 6;
  }
  const width = columns * cell.width;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" font-family="sans-serif"><rect width="${width}" height="${y}" fill="#fff"/>${parts.join('')}</svg>`;
  return new Resvg(svg).render().asPng();
}

/** Rows whose drawings fill about one screen. */
function* pages(rows: readonly SheetRow[], tallest: number): Generator<readonly SheetRow[]> {
  let page: SheetRow[] = [];
  let height = 0;
  for (const row of rows) {
    const own = headingHeight + Math.ceil(row.icons.length / columns) * cell.height;
    if (page.length > 0 && height + own > tallest) {
      yield page;
      [page, height] = [[], 0];
    }
    page.push(row);
    height += own;
  }
  if (page.length > 0) yield page;
}

const sampleSize = 500;
const sampleSeed = 2;

/** The same 500 drawings for the same benchmark: what the share of wrong labels is counted on. */
export function sampleOf<T>(icons: readonly T[]): readonly T[] {
  const order = Int32Array.from(icons.keys());
  createRng(sampleSeed, rngStreams.subset).shuffle(order);
  const chosen = order.slice(0, sampleSize).sort();
  return Array.from(chosen, (i) => icons[i]!);
}

/**
 * Pictures to check labels by eye: one row a class, its drawings of all splits, every one with a
 * number; sheets.json says which drawing a number is.
 */
export function writeSheets(
  folder: string,
  icons: readonly BenchmarkIcon[],
  classNames: readonly string[],
): void {
  mkdirSync(folder, { recursive: true });
  const numbered = classNames.flatMap((className) =>
    icons
      .filter((icon) => icon.className === className)
      .sort((a, b) => (a.split < b.split ? -1 : a.split > b.split ? 1 : 0)),
  );
  const tagOf = new Map(numbered.map((icon, i) => [icon, String(i)]));
  const rows = classNames.map((className) => ({
    heading: className,
    icons: numbered
      .filter((icon) => icon.className === className)
      .map((icon) => ({ icon, tag: `${tagOf.get(icon)} ${icon.split.replace(/^(ood|id)-/, '')}` })),
  }));
  const list = numbered.map(({ set, icon, className, split }) => [
    `${set}:${icon}`,
    className,
    split,
  ]);
  writeFileSync(
    join(folder, 'sheets.json'),
    `[\n${list.map((entry) => JSON.stringify(entry)).join(',\n')}\n]\n`,
  );
  let number = 0;
  for (const page of pages(rows, 1200)) {
    writeFileSync(join(folder, `sheet-${String(number++).padStart(2, '0')}.png`), drawSheet(page));
  }
}
