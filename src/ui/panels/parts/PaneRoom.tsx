import type { RoomyPane } from '../../../store/view/state.ts';
import { useLab } from '../../useLab.ts';
import { Icon } from './Icon.tsx';
import { room as words } from './words.ts';

/** Gives a pane the room of its neighbours, and gives that back. */
export function PaneRoom({ pane, name }: { pane: Exclude<RoomyPane, 'all'>; name: string }) {
  const whole = useLab((state) => state.layout.room === pane);
  const giveRoom = useLab((state) => state.giveRoom);
  const title = whole ? words.both : words.whole(name);
  return (
    <button
      type="button"
      className="icon-button pane-room"
      aria-label={title}
      title={title}
      onClick={() => giveRoom(whole ? 'all' : pane)}
    >
      <Icon name={whole ? 'shrink' : 'grow'} />
    </button>
  );
}
