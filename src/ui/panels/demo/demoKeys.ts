import type { DemoPane } from '../../../store/demo/state.ts';
import type { LabState } from '../../../store/labState.ts';
import { isOver } from '../../../store/run/phase.ts';
import { beats, type keyNames, trouble } from './words.ts';

/** What the keys do that is no business of the store. */
export interface DemoHands {
  /** Opens the counting of hands. */
  predict(): void;
  /** Opens the presenter's window. */
  notes(): void;
  /** Stays with the race that the recording was to take the place of. */
  stay(): void;
  /** Says what could not be done. */
  say(text: string): void;
}

export interface DemoKey {
  /** `KeyboardEvent.key`s; the first is printed. Clickers send PageDown and PageUp. */
  readonly keys: readonly string[];
  readonly shown: string;
  readonly name: keyof typeof keyNames;
  run(state: LabState, hands: DemoHands): unknown;
}

const order: readonly DemoPane[] = ['accuracy', 'ece', 'curves'];

/** The pane on the left: the presenter's, else the beat's. */
export const paneOf = ({ demo }: Pick<LabState, 'demo'>): DemoPane =>
  demo.pane ?? beats[(demo.beat ?? 1) - 1]?.pane ?? 'accuracy';

/** A beat, with the views that it wants; nothing goes beyond the first and the last. */
export function goToBeat(state: LabState, to: number) {
  const { demo, run, engine, changeDemo, setTemperature, scrubTo } = state;
  const beat = Math.min(beats.length, Math.max(0, to));
  if (beat === demo.beat) return;
  changeDemo({ beat, pane: null, blank: false });
  // A first visit shows a race that came with the page: a talk does not begin with its end.
  if (run?.recorded && demo.recorded === null && engine.phase === 'ready') {
    state.leaveRun();
    void state.preview();
  }
  setTemperature(beats[beat - 1]?.scaled ? 'own' : 1);
  scrubTo(null);
}

function playOrPause(state: LabState) {
  const { run, engine, startLive, pause, resume, retry } = state;
  if (engine.phase === 'failed') return void retry();
  if (run?.phase === 'running') return void pause();
  if (run?.phase === 'paused') return void resume();
  if (run && !isOver(run.phase)) return;
  void startLive();
}

const by = (steps: number) => (state: LabState) => goToBeat(state, (state.demo.beat ?? 0) + steps);

/** The whole map, in the order in which it stands at the foot. */
export const demoKeys: readonly DemoKey[] = [
  { keys: [' '], shown: 'Space', name: 'run', run: playOrPause },
  { keys: ['ArrowRight', 'PageDown'], shown: '→', name: 'next', run: by(1) },
  { keys: ['ArrowLeft', 'PageUp'], shown: '←', name: 'back', run: by(-1) },
  { keys: ['p', 'P'], shown: 'P', name: 'predict', run: (_, { predict }) => predict() },
  {
    keys: ['s', 'S'],
    shown: 'S',
    name: 'swap',
    run: (state) => {
      const next = order[(order.indexOf(paneOf(state)) + 1) % order.length]!;
      state.changeDemo({ pane: next });
    },
  },
  {
    keys: ['r', 'R'],
    shown: 'R',
    name: 'recorded',
    run: async (state, { say }) => {
      if (!(await state.showRecorded())) say(trouble.noRecording);
    },
  },
  {
    keys: ['b', 'B', '.'],
    shown: 'B',
    name: 'blank',
    run: ({ demo, changeDemo }) => changeDemo({ blank: !demo.blank }),
  },
  { keys: ['n', 'N'], shown: 'N', name: 'notes', run: (_, { notes }) => notes() },
  {
    keys: ['Escape'],
    shown: 'Esc',
    name: 'lab',
    run: ({ changeDemo }) => changeDemo({ beat: null, blank: false }),
  },
];

/** What a key asks for; null where an element of the page, or nothing, takes it. */
export function demoKeyFor(event: KeyboardEvent): DemoKey | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  if (event.repeat) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('input, select, textarea, dialog[open]')) return null;
  return demoKeys.find(({ keys }) => keys.includes(event.key)) ?? null;
}
