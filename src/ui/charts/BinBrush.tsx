import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { BinSummary } from '../../results/types.ts';
import {
  binAt,
  brushKey,
  type ConfidenceRange,
  isInRange,
  isSameRange,
  rangeOf,
} from './brushRange.ts';
import { binWords } from './reliabilityWords.ts';
import { diagram } from './words.ts';

export interface BinBrushProps {
  readonly title: string;
  readonly bins: readonly BinSummary[];
  /** Where it lies over the drawing, px. */
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
  readonly range: ConfidenceRange | null;
  /** @param done false while dragging */
  onBrush(range: ConfidenceRange | null, done: boolean): void;
}

/**
 * Bins as things to handle: a drag chooses several, a click one, a click on the only chosen one none.
 * To the keyboard they are the options of a list.
 */
export function BinBrush({ title, bins, box, range, onBrush }: BinBrushProps) {
  const layer = useRef<HTMLDivElement>(null);
  const drag = useRef<{ readonly from: number; readonly again: boolean } | null>(null);
  const [focus, setFocus] = useState({ at: bins.length - 1, anchor: bins.length - 1 });
  const at = Math.min(focus.at, bins.length - 1);

  const focusOption = (index: number, focusVisible: boolean) => {
    const option = layer.current?.querySelectorAll<HTMLElement>('.option')[index];
    const how: FocusOptions & { readonly focusVisible: boolean } = {
      preventScroll: true,
      focusVisible,
    };
    option?.focus(how);
  };
  const under = (event: PointerEvent) => {
    const frame = layer.current?.getBoundingClientRect();
    if (!frame?.width) return 0;
    return binAt(bins, (event.clientX - frame.left) / frame.width);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    const from = under(event);
    const next = rangeOf(bins, from, from);
    event.currentTarget.setPointerCapture?.(event.pointerId);
    drag.current = { from, again: isSameRange(next, range) };
    setFocus({ at: from, anchor: from });
    focusOption(from, false);
    onBrush(next, false);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (!drag.current) return;
    const next = rangeOf(bins, drag.current.from, under(event));
    if (!isSameRange(next, range)) onBrush(next, false);
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    if (!drag.current) return;
    const { from, again } = drag.current;
    drag.current = null;
    const to = under(event);
    onBrush(again && to === from ? null : rangeOf(bins, from, to), true);
  };
  const onPointerCancel = () => {
    drag.current = null;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = brushKey(bins, event, { at, anchor: focus.anchor });
    if (!next || (event.key === 'Escape' && range === null)) return;
    event.preventDefault();
    event.stopPropagation();
    setFocus(next);
    if (next.range !== undefined) onBrush(next.range, true);
    focusOption(next.at, true);
  };
  return (
    <div
      ref={layer}
      className="brush"
      style={box}
      role="listbox"
      aria-label={diagram.listbox(title)}
      aria-multiselectable="true"
      aria-orientation="horizontal"
      // Else the browser selects text, and drags that the next time.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerCancel}
      onKeyDown={onKeyDown}
    >
      {bins.map((bin, index) => (
        <div
          key={bin.lower}
          className="option"
          role="option"
          aria-selected={isInRange(bin, range)}
          aria-label={binWords(bin)}
          title={binWords(bin)}
          tabIndex={index === at ? 0 : -1}
          style={{ left: percent(bin.lower), width: percent(bin.upper - bin.lower) }}
        />
      ))}
    </div>
  );
}

const percent = (share: number) => `${share * 100}%`;
