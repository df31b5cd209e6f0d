import { type FormEvent, useEffect, useRef } from 'react';
import { formatCount } from '../../format.ts';
import { useLab } from '../../useLab.ts';
import { words } from './words.ts';

interface BookmarkNoteProps {
  readonly step: number;
  /** px from the left of the timeline, and how wide that is. */
  readonly at: number;
  readonly width: number;
  close(): void;
}

const noteWidth = 260;

/** Writes, changes or removes the note at a step; Escape leaves it as it is. */
export function BookmarkNote({ step, at, width, close }: BookmarkNoteProps) {
  const mark = useLab(({ clock }) => clock.bookmarks.find((known) => known.step === step));
  const bookmark = useLab((state) => state.bookmark);
  const removeBookmark = useLab((state) => state.removeBookmark);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const save = (event: FormEvent) => {
    event.preventDefault();
    bookmark(step, input.current?.value.trim() ?? '');
    close();
  };
  const left = Math.min(Math.max(0, at - noteWidth / 2), Math.max(0, width - noteWidth));
  return (
    <form
      className="bookmark-note"
      style={{ left, width: Math.min(noteWidth, Math.max(160, width)) }}
      aria-label={words.bookmarkAt(formatCount(step))}
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          close();
        }
      }}
    >
      <b>{words.bookmarkAt(formatCount(step))}</b>
      <input
        ref={input}
        type="text"
        maxLength={120}
        aria-label={words.note}
        placeholder={words.notePlaceholder}
        defaultValue={mark?.note ?? ''}
      />
      <span className="bookmark-actions">
        <button type="submit">{words.save}</button>
        {mark && (
          <button
            type="button"
            onClick={() => {
              removeBookmark(step);
              close();
            }}
          >
            {words.remove}
          </button>
        )}
        <button type="button" className="quiet" onClick={close}>
          {words.close}
        </button>
      </span>
    </form>
  );
}
