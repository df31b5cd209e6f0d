import { useEffect, useRef, useState } from 'react';
import { later } from '../../later.tsx';
import { Icon } from '../parts/Icon.tsx';
import { FileDrop } from './FileDrop.tsx';
import { words } from './words.ts';
import './share.css';

const loadPanel = () => import('./panel/SharePanel.tsx').then((m) => m.SharePanel);
const SharePanel = later(loadPanel, <div className="skeleton" aria-hidden="true" />);

/** Link, downloads and files to open, behind one button; files can be dropped anywhere at any time. */
export function ShareMenu() {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        button.current?.focus();
        setOpen(false);
      } else if (!(event.target instanceof Node && root.current?.contains(event.target))) {
        setOpen(false);
      }
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('keydown', close);
    };
  }, [open]);
  return (
    <div className="share" ref={root}>
      <button
        id="share"
        ref={button}
        type="button"
        className="icon-button"
        aria-label={words.title}
        title={words.title}
        aria-expanded={open}
        aria-haspopup="dialog"
        onPointerEnter={() => void loadPanel().catch(() => {})}
        onClick={() => setOpen(!open)}
      >
        <Icon name="share" />
      </button>
      {open && (
        <div className="popover share-panel" role="dialog" aria-label={words.title}>
          <SharePanel close={() => setOpen(false)} />
        </div>
      )}
      <FileDrop />
    </div>
  );
}
