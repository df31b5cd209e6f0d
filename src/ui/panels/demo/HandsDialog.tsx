import { useEffect, useRef, useState } from 'react';
import { useLab } from '../../useLab.ts';
import type { Beat } from './beat.ts';
import { answers, predict as words } from './words.ts';

const most = 9999;

/** The room is asked; the presenter types how many hands went up. */
export function HandsDialog({
  beat,
  at,
  close,
}: {
  readonly beat: Beat;
  readonly at: number;
  readonly close: () => void;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const known = useLab((state) => state.demo.hands);
  const changeDemo = useLab((state) => state.changeDemo);
  const [counts, setCounts] = useState<readonly string[]>(
    () => known[at]?.map(String) ?? answers.map(() => ''),
  );
  useEffect(() => dialog.current?.showModal(), []);
  const count = (text: string) => Math.min(most, Number.parseInt(text, 10) || 0);
  const show = () => changeDemo({ hands: { ...known, [at]: counts.map(count) } });
  return (
    <dialog ref={dialog} className="sheet demo-hands" aria-label={words.title} onClose={close}>
      <form method="dialog" onSubmit={show}>
        <h2>{beat.question} …</h2>
        <p>{words.help}</p>
        <div className="demo-answers">
          {answers.map((answer, i) => (
            <label key={answer}>
              <span>{answer}</span>
              <input
                inputMode="numeric"
                autoComplete="off"
                value={counts[i]}
                onChange={({ target }) =>
                  setCounts(
                    counts.map((text, j) => (j === i ? target.value.replace(/\D/g, '') : text)),
                  )
                }
              />
            </label>
          ))}
        </div>
        <button type="submit" className="primary">
          {words.done}
        </button>
      </form>
    </dialog>
  );
}
