import { collections, type IconDrawing, type IconSetFile, readIconSet } from './iconify.ts';
import { imageSize } from './imageSize.ts';

const usualSide = 16;

/**
 * A drawing as an SVG file: black where it takes `currentColor`, in a square view box with the
 * drawing in its middle, so that nothing is stretched.
 */
export function svgOf(drawing: IconDrawing, set: IconSetFile, side = imageSize): string {
  const width = drawing.width ?? set.width ?? usualSide;
  const height = drawing.height ?? set.height ?? usualSide;
  const left = drawing.left ?? set.left ?? 0;
  const top = drawing.top ?? set.top ?? 0;
  const square = Math.max(width, height);
  const viewBox = [left - (square - width) / 2, top - (square - height) / 2, square, square];
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${side}" height="${side}" viewBox="${viewBox.join(' ')}" color="#000">${drawing.body}</svg>`;
}

/** Gives drawings by set and name; keeps the last set that was read. */
export function openDrawings(): (set: string, icon: string, side?: number) => string {
  let open: { set: string; file: IconSetFile } | null = null;
  return (set, icon, side) => {
    if (open?.set !== set) open = { set, file: readIconSet(set) };
    const drawing = open.file.icons[icon];
    if (!drawing) throw new Error(`${collections[set]?.name ?? set} has no drawing "${icon}"`);
    return svgOf(drawing, open.file, side);
  };
}
