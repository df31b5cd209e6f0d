import { useLab, useLabStore } from '../../useLab.ts';
import type { Beat } from './beat.ts';
import { RaceState, SourceTag, useRaceNow } from './DemoHead.tsx';
import { type DemoHands, demoKeys } from './demoKeys.ts';
import { answers, keyNames, demo as words } from './words.ts';

/** What the room said of the beat's question, before it was shown. */
function RoomSaid({ beat }: { readonly beat: number }) {
  const hands = useLab((state) => state.demo.hands[beat]);
  if (!hands) return null;
  const said = hands.map((count, i) => words.count(count, answers[i]!)).join(' · ');
  return (
    <p className="demo-said">
      <span>{words.room}</span> <b>{said}</b>
    </p>
  );
}

interface DemoFootProps {
  readonly beat: Beat | undefined;
  readonly hands: DemoHands;
}

/** How far the race is, what the room said, and the keys, which are buttons too. */
export function DemoFoot({ beat, hands }: DemoFootProps) {
  const store = useLabStore();
  const at = useLab((state) => state.demo.beat ?? 0);
  const { fraction } = useRaceNow();
  return (
    <footer className="demo-foot">
      <progress value={fraction} max={1} aria-label={words.title} />
      <div className="demo-line">
        <SourceTag /> <RaceState />
        {beat?.question && <RoomSaid beat={at} />}
      </div>
      <nav className="demo-keys" aria-label={words.title}>
        {demoKeys.map((key) => (
          <button key={key.name} type="button" onClick={() => key.run(store.getState(), hands)}>
            <kbd>{key.shown}</kbd> {keyNames[key.name]}
          </button>
        ))}
      </nav>
    </footer>
  );
}
