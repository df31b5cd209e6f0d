import { useState } from 'react';
import { useLabStore } from '../../useLab.ts';
import { Icon } from '../parts/Icon.tsx';
import { runs as words } from './words.ts';

/** Deleting asks once more where the button stood; anything but a second press keeps the run. */
export function DeleteRun({ id, name }: { id: string; name: string }) {
  const store = useLabStore();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button
        type="button"
        className="icon-button"
        aria-label={words.remove(name)}
        title={words.remove(name)}
        onClick={() => setAsking(true)}
      >
        <Icon name="close" />
      </button>
    );
  }
  return (
    <button
      type="button"
      className="run-delete"
      // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
      autoFocus
      onBlur={() => setAsking(false)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setAsking(false);
      }}
      onClick={() => void store.getState().deleteRun(id)}
    >
      {words.reallyRemove}
    </button>
  );
}
