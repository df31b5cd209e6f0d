import { memo } from 'react';
import { matrixCells } from './matrixCells.ts';

/** A pair of the batch: an image's row and a caption's column. */
export interface MatrixCell {
  readonly row: number;
  readonly column: number;
}

export interface SimilarityMatrixProps {
  readonly title: string;
  /** What is to be seen in it, one sentence. */
  readonly says: string;
  /** [size, size] row-major, rows sum to 1. */
  readonly values: Float32Array;
  readonly size: number;
  /** Of the columns. */
  readonly captions: readonly string[];
  /** Of the rows, as URLs; null where a picture has not come. */
  readonly images: readonly (string | null)[];
  /** The pair that is pointed at in any of the maps. */
  readonly active: MatrixCell | null;
  point(cell: MatrixCell | null): void;
  readonly width: number;
}

const imageSize = 22;
const gap = 4;
const captionHeight = 68;
const longestCaption = 11;
const [smallestCell, largestCell] = [14, 32];
/** Narrower cells have no room for a number. */
const printedFrom = 19;

/** Depth of colour, 0..1: the cube root, so that 0.3 % can be told from nothing. */
const shade = (probability: number) => Math.cbrt(probability);

const short = (caption: string) =>
  caption.length > longestCaption ? `${caption.slice(0, longestCaption - 1)}…` : caption;

/** Images against captions as a heat map on one scale from 0 to 1; the large values are printed. */
export const SimilarityMatrix = memo(function SimilarityMatrix({
  title,
  says,
  values,
  size,
  captions,
  images,
  active,
  point,
  width,
}: SimilarityMatrixProps) {
  const room = Math.floor((width - imageSize - gap) / size);
  const cell = Math.max(smallestCell, Math.min(largestCell, room));
  const left = imageSize + gap;
  return (
    <figure className="matrix-map">
      <figcaption>
        <strong>{title}</strong> {says}
      </figcaption>
      <svg
        width={left + size * cell}
        height={captionHeight + size * cell}
        aria-hidden="true"
        onPointerLeave={() => point(null)}
      >
        {captions.map((caption, column) => (
          <text
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
            key={column}
            transform={`translate(${left + (column + 0.5) * cell} ${captionHeight - 5}) rotate(-90)`}
            dy="0.35em"
            data-active={active?.column === column}
          >
            {short(caption)}
          </text>
        ))}
        {images.map((url, row) => {
          const place = {
            x: 0,
            y: captionHeight + (row + 0.5) * cell - imageSize / 2,
            width: imageSize,
            height: imageSize,
          };
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
          return url ? <image key={row} href={url} {...place} /> : <rect key={row} {...place} />;
        })}
        {matrixCells(values, size).map(({ row, column, value, printed }) => {
          const x = left + column * cell;
          const y = captionHeight + row * cell;
          return (
            <g key={`${row}/${column}`} onPointerEnter={() => point({ row, column })}>
              <rect
                className="cell"
                x={x + 0.5}
                y={y + 0.5}
                width={cell - 1}
                height={cell - 1}
                style={{ '--share': `${(shade(value) * 100).toFixed(1)}%` } as React.CSSProperties}
              />
              {printed && cell >= printedFrom && (
                <text
                  className="value"
                  data-depth={
                    shade(value) > 0.75 ? 'full' : shade(value) > 0.55 ? 'half' : undefined
                  }
                  x={x + cell / 2}
                  y={y + cell / 2}
                  dy="0.35em"
                >
                  {printed}
                </text>
              )}
            </g>
          );
        })}
        {active && (
          <rect
            className="active"
            x={left + active.column * cell}
            y={captionHeight + active.row * cell}
            width={cell}
            height={cell}
          />
        )}
      </svg>
    </figure>
  );
});
