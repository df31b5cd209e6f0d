import type { LabStore } from '../labState.ts';
import type { LinkedState } from './linkedState.ts';

/** Puts what a link says on the page: the next run and the views. Nothing is started; a knob that it moves is followed as if a hand had moved it. */
export function applyLinkedState(store: LabStore, linked: LinkedState): void {
  store.setState(({ knobs, clock, selection, table, classroom, demo }) => ({
    setup: linked.setup,
    knobs: { ...knobs, ...linked.knobs },
    clock: { ...clock, scrubStep: linked.scrubStep },
    layout: linked.layout,
    table: { ...table, columns: linked.columns },
    classroom: { ...classroom, task: linked.task },
    demo: { ...demo, beat: linked.beat },
    selection: { ...selection, side: linked.side, confidence: linked.brush },
  }));
}
