import { useEffect, useRef, useState } from 'react';
import { shortcutFor, watchFocus, writesText } from '../../keyboard.ts';
import { later } from '../../later.tsx';
import { useLabStore } from '../../useLab.ts';
import { Icon } from '../parts/Icon.tsx';
import { words } from './words.ts';

/** Comes when it is first opened. */
const HelpWords = later(() => import('./sheet/HelpWords.tsx').then((m) => m.HelpWords));

/** The keyboard map: listens for its keys, and shows them on demand. */
export function HelpSheet() {
  const store = useLabStore();
  const dialog = useRef<HTMLDialogElement>(null);
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === '?' && !writesText(event.target)) {
        setOpened(true);
        dialog.current?.showModal();
        return;
      }
      const run = shortcutFor(event);
      if (!run) return;
      event.preventDefault();
      // A clicked button would take the Space that was meant for the race when it is let go.
      if (event.key === ' ' && event.target instanceof HTMLButtonElement) event.target.blur();
      run(store.getState());
    };
    window.addEventListener('pointerdown', watchFocus, true);
    window.addEventListener('keydown', watchFocus, true);
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('pointerdown', watchFocus, true);
      window.removeEventListener('keydown', watchFocus, true);
      window.removeEventListener('keydown', onKeyDown);
    };
  }, [store]);
  return (
    <>
      <button
        id="help"
        type="button"
        className="icon-button"
        aria-label={words.open}
        title={words.open}
        onClick={() => {
          setOpened(true);
          dialog.current?.showModal();
        }}
      >
        <Icon name="help" />
      </button>
      <dialog ref={dialog} className="sheet" aria-labelledby="help-title">
        <div className="panel-head">
          <h2 id="help-title">{words.title}</h2>
          <form method="dialog">
            <button type="submit">{words.close}</button>
          </form>
        </div>
        {opened && <HelpWords />}
      </dialog>
    </>
  );
}
