import { savedRace } from '../../../store/run/recoverySlice.ts';
import { formatCount } from '../../format.ts';
import { useLab, useLabShallow, useLabStore } from '../../useLab.ts';
import { backend as backendWords } from '../bar/words.ts';
import { Offer } from './Offer.tsx';
import { words as messages, recovery as words } from './words.ts';

const { names } = backendWords;

/** A race that was cut off: it goes on by itself, can go on, or waits for an engine. */
export function Interrupted() {
  const store = useLabStore();
  const { unfinished, reason, resumedFrom, mending } = useLab((state) => state.recovery);
  const phase = useLab((state) => state.engine.phase);
  const choice = useLab((state) => state.engine.choice);
  const backend = useLab((state) => state.engine.backend?.backend);
  const saved = useLabShallow(savedRace);
  const { goOn, goOnWith, letGo, dismissRecovery } = store.getState();
  const why = reason ? `${reason.message} ` : '';
  if (mending) return <Offer text={why + words.mending} actions={[]} />;
  if (resumedFrom !== null) {
    const text = why + words.resumed(formatCount(resumedFrom));
    return <Offer text={text} actions={[[messages.dismiss, dismissRecovery]]} />;
  }
  if (saved && phase === 'failed') {
    const onWasm = () => void goOnWith('wasm');
    return (
      <Offer
        text={words.saved(formatCount(saved.step), formatCount(saved.steps))}
        actions={[...(choice === 'wasm' ? [] : [[words.goOnWith(names.wasm), onWasm] as const])]}
      />
    );
  }
  if (!unfinished) return null;
  const then = unfinished.backend;
  const differs = backend !== undefined && backend !== then;
  const text = words.unfinished(formatCount(unfinished.step), formatCount(unfinished.config.steps));
  const other = differs ? ` ${words.otherBackend(names[then], names[backend])}` : '';
  const back = then === 'cpu' ? undefined : then;
  return (
    <Offer
      text={why + text + other}
      actions={[
        [differs ? words.goOnWith(names[backend]) : words.goOn, () => void goOn()],
        ...(differs && back
          ? [[words.goOnWith(names[back]), () => void goOnWith(back)] as const]
          : []),
        [words.letGo, () => void letGo()],
      ]}
    />
  );
}
