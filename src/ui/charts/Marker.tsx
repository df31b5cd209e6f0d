import type { MethodStyle } from '../../protocol/catalogue.ts';
import { methodColor } from '../theme.ts';

/** Outlines in a box from -1 to 1, of about equal weight to the eye. */
const outlines: Readonly<Record<MethodStyle['marker'], string>> = {
  circle: 'M-0.85 0A0.85 0.85 0 1 0 0.85 0A0.85 0.85 0 1 0 -0.85 0Z',
  square: 'M-0.75 -0.75H0.75V0.75H-0.75Z',
  diamond: 'M0 -1L0.9 0L0 1L-0.9 0Z',
  triangle: 'M0 -0.9L0.95 0.75H-0.95Z',
  star: 'M0 -1L0.29 -0.33L1 -0.3L0.44 0.16L0.62 0.85L0 0.46L-0.62 0.85L-0.44 0.16L-1 -0.3L-0.29 -0.33Z',
  cross: 'M-0.85 -0.85L0.85 0.85M0.85 -0.85L-0.85 0.85',
  pentagon: 'M0 -0.95L0.92 -0.25L0.57 0.8H-0.57L-0.92 -0.25Z',
};

export interface MarkerGlyphProps {
  readonly style: MethodStyle;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** A method's mark inside another drawing. */
export function MarkerGlyph({ style, x, y, radius }: MarkerGlyphProps) {
  const color = methodColor(style.hue);
  const bare = style.open || style.marker === 'cross';
  return (
    <path
      d={outlines[style.marker]}
      transform={`translate(${x} ${y}) scale(${radius})`}
      fill={bare ? 'var(--surface)' : color}
      stroke={color}
      strokeWidth={1.6 / radius}
      strokeLinejoin="round"
      strokeLinecap="round"
    />
  );
}

/** A method's mark beside its name. */
export function Marker({ style, size = 14 }: { style: MethodStyle; size?: number }) {
  return (
    <svg className="marker" width={size} height={size} aria-hidden="true">
      <MarkerGlyph style={style} x={size / 2} y={size / 2} radius={size / 2 - 1.5} />
    </svg>
  );
}
