import { useState } from 'react';
import { isSameImage } from '../../../store/selection/selectionSlice.ts';
import type { ImageRef } from '../../../store/selection/state.ts';
import { useLab } from '../../useLab.ts';
import { words } from './words.ts';

/** Pins an image, or lets it go; a seventh is refused in words. */
export function PinButton({ image }: { image: ImageRef }) {
  const pinned = useLab((state) => state.pins.some((pin) => isSameImage(pin, image)));
  const toggle = useLab((state) => state.togglePin);
  const [refused, setRefused] = useState(false);
  return (
    <>
      <button type="button" aria-pressed={pinned} onClick={() => setRefused(!toggle(image))}>
        {pinned ? words.unpin : words.pin}
      </button>
      <span role="status" className="help">
        {refused ? words.full : ''}
      </span>
    </>
  );
}
