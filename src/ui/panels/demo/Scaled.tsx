import type { ReactNode } from 'react';
import { type Size, useSize } from '../../useSize.ts';

/**
 * Charts as they are, drawn larger: they fill a room of 1/scale of the pane's and are blown up to it,
 * so that 12 px of type stand as 24. Nothing in it answers to the pointer: a projector has none.
 */
export function Scaled({
  scale,
  children,
}: {
  readonly scale: number;
  readonly children: (size: Size) => ReactNode;
}) {
  const [ref, { width, height }] = useSize();
  const size = { width: Math.floor(width / scale), height: Math.floor(height / scale) };
  return (
    <div ref={ref} className="demo-frame">
      {width > 0 && (
        <div className="demo-scaled" style={{ ...size, transform: `scale(${scale})` }}>
          {children(size)}
        </div>
      )}
    </div>
  );
}
