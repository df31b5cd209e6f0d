import { useState } from 'react';
import { type ImageRef, isSameImage } from '../../../store/selection/selectionSlice.ts';
import { strings } from '../../../strings.ts';
import { useLab } from '../../useLab.ts';

/** Pins an image, or lets it go; a seventh is refused in words. */
export function PinButton({ image }: { image: ImageRef }) {
  const pinned = useLab((state) => state.pins.some((pin) => isSameImage(pin, image)));
  const toggle = useLab((state) => state.togglePin);
  const [refused, setRefused] = useState(false);
  const { images } = strings;
  return (
    <>
      <button type="button" aria-pressed={pinned} onClick={() => setRefused(!toggle(image))}>
        {pinned ? images.unpin : images.pin}
      </button>
      <span role="status" className="help">
        {refused ? images.full : ''}
      </span>
    </>
  );
}
