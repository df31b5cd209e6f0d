import { useEffect, useRef } from 'react';
import { strings } from '../../strings.ts';
import { formatCount } from '../format.ts';
import { shortcutFor, shortcuts, watchFocus, writesText } from '../keyboard.ts';
import { useLab, useLabStore } from '../useLab.ts';
import { Icon } from './Icon.tsx';

/** Model, images and training in numbers, as they are loaded and set. */
function RunsHere() {
  const loaded = useLab((state) => state.engine.loaded);
  const optimizer = useLab((state) => state.setup.optimizer);
  if (!loaded) return null;
  const { here } = strings.help;
  const sets = loaded.dataset.splits.map(({ label, count }) => `${label} ${formatCount(count)}`);
  return (
    <div>
      <dt>{here.title}</dt>
      <dd>
        {here.says(
          `${loaded.model.label}, ${formatCount(loaded.model.parameterCount)}`,
          sets.join(', '),
          [optimizer.beta1, optimizer.beta2, optimizer.epsilon].map(String).join(', '),
        )}
      </dd>
    </div>
  );
}

/** The keyboard map: listens for its keys, and shows them on demand. */
export function HelpSheet() {
  const store = useLabStore();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === '?' && !writesText(event.target)) {
        dialog.current?.showModal();
        return;
      }
      const run = shortcutFor(event);
      if (!run) return;
      event.preventDefault();
      // A clicked button would take the Space that was meant for the race when it is let go.
      if (event.target instanceof HTMLButtonElement) event.target.blur();
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
  const { help } = strings;
  return (
    <>
      <button
        id="help"
        type="button"
        className="icon-button"
        aria-label={help.open}
        title={help.open}
        onClick={() => dialog.current?.showModal()}
      >
        <Icon name="help" />
      </button>
      <dialog ref={dialog} className="sheet" aria-labelledby="help-title">
        <div className="panel-head">
          <h2 id="help-title">{help.title}</h2>
          <form method="dialog">
            <button type="submit">{help.close}</button>
          </form>
        </div>
        <div className="sheet-columns">
          <dl className="keys">
            {shortcuts.map(({ shown, does }) => (
              <div key={shown}>
                <dt>
                  <kbd>{shown}</kbd>
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
            <div>
              <dt>
                <kbd>1–9</kbd>
              </dt>
              <dd>{strings.keys.lanes}</dd>
            </div>
          </dl>
          <dl className="words">
            <RunsHere />
            {help.words.map(({ word, meaning }) => (
              <div key={word}>
                <dt>{word}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </div>
      </dialog>
    </>
  );
}
