import type { MiddlePane } from '../../store/layoutSlice.ts';
import { strings } from '../../strings.ts';
import { useLab } from '../useLab.ts';
import { Icon } from './Icon.tsx';

const words = strings.room;

/** Gives a pane of the middle column all of it and that of the methods, and takes both back. */
export function PaneRoom({ pane, name }: { pane: Exclude<MiddlePane, 'both'>; name: string }) {
  const whole = useLab((state) => state.layout.middle === pane);
  const showMiddle = useLab((state) => state.showMiddle);
  const title = whole ? words.both : words.whole(name);
  return (
    <button
      type="button"
      className="icon-button pane-room"
      aria-label={title}
      title={title}
      onClick={() => showMiddle(whole ? 'both' : pane)}
    >
      <Icon name={whole ? 'shrink' : 'grow'} />
    </button>
  );
}
