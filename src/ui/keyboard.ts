import { isLocked } from '../store/classroom/selectors.ts';
import type { LabState } from '../store/labState.ts';
import { evaluatedSteps } from '../store/results/selectors.ts';
import { keys } from './words.ts';

/** One entry of the keyboard map. */
export interface Shortcut {
  /** `KeyboardEvent.key`, upper case with Shift. */
  readonly key: string;
  /** As printed on the help sheet. */
  readonly shown: string;
  readonly does: string;
  readonly run: (state: LabState) => void;
}

const focus = (id: string) => () => document.getElementById(id)?.focus();

function playOrPause({ run, start, pause, resume }: LabState) {
  if (!run || ['finished', 'stopped', 'failed'].includes(run.phase)) return void start();
  if (run.phase === 'running') return void pause();
  if (run.phase === 'paused') return void resume();
}

/** Whoever walked from a lesson to what it shows goes back to it; false where nobody did. */
function backToLesson(): boolean {
  const step = document.getElementById('lesson-step');
  const at = document.activeElement;
  if (!step || pressed || at === document.body || step.closest('.lesson')?.contains(at))
    return false;
  step.focus();
  return true;
}

function scrub(by: number) {
  return (state: LabState) => {
    const steps = evaluatedSteps(state);
    if (steps.length === 0) return;
    const { scrubStep } = state.clock;
    const at = scrubStep === null ? steps.length - 1 : steps.findLastIndex((s) => s <= scrubStep);
    const next = Math.max(0, at + by);
    state.scrubTo(next >= steps.length - 1 ? null : steps[next]!);
  };
}

/** The whole map, in the order of the help sheet. */
export const shortcuts: readonly Shortcut[] = [
  { key: ' ', shown: 'Space', does: keys.play, run: playOrPause },
  { key: '.', shown: '.', does: keys.step, run: (state) => void state.stepOnce() },
  { key: 'r', shown: 'R', does: keys.reset, run: (state) => void state.reset() },
  {
    key: 'R',
    shown: 'Shift R',
    does: keys.resetNew,
    run: (state) => {
      if (!isLocked(state, 'seed')) state.newSeed();
      void state.reset();
    },
  },
  { key: 'ArrowLeft', shown: '←', does: keys.back, run: scrub(-1) },
  { key: 'ArrowRight', shown: '→', does: keys.forward, run: scrub(1) },
  { key: 'Escape', shown: 'Esc', does: keys.latest, run: (state) => state.scrubTo(null) },
  { key: 't', shown: 'T', does: keys.temperature, run: focus('knob-t') },
  { key: 'a', shown: 'A', does: keys.alpha, run: focus('knob-a') },
  { key: 'b', shown: 'B', does: keys.bins, run: focus('knob-b') },
  { key: 'x', shown: 'X', does: keys.corruption, run: focus('knob-x') },
  {
    key: 'w',
    shown: 'W',
    does: keys.wrongOnly,
    run: (state) => {
      state.showTray('images');
      state.select({ wrongOnly: !state.selection.wrongOnly });
    },
  },
  {
    key: 'p',
    shown: 'P',
    does: keys.stage,
    run: (state) => state.showStage(state.layout.stage === 'plane' ? 'curves' : 'plane'),
  },
  {
    key: 'l',
    shown: 'L',
    does: keys.lessons,
    run: ({ layout, showLesson }) => {
      if (!backToLesson()) showLesson(layout.lesson === null ? 'list' : null);
    },
  },
  {
    key: 'd',
    shown: 'D',
    does: keys.demo,
    run: ({ changeDemo }) => changeDemo({ beat: 0 }),
  },
  { key: 'e', shown: 'E', does: keys.share, run: () => document.getElementById('share')?.click() },
];

/** 1 to 9 tick the methods that can be raced, in their order. */
function toggleLane(state: LabState, number: number) {
  const raced = state.engine.catalogue?.methods.filter(({ kind }) => kind === 'trained') ?? [];
  const method = raced[number - 1];
  if (method && !isLocked(state, 'methods'))
    state.include(method.id, state.setup.included[method.id] !== true);
}

/** Elements that take keys themselves. */
const takesText =
  'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, select, ' +
  '[contenteditable="true"], dialog[open] *';
const takesSpace = 'button, summary, a, input, [role="tab"], [role="option"]';
const takesArrows =
  'input, [role="tab"], [role="option"], [role="slider"], [role="grid"] *, [role="listbox"]';

/** Whether an element of the page writes with the keys itself. */
export const writesText = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest(takesText) !== null;

/** What the pointer last pressed; nothing once Tab moves the focus. */
let pressed: Element | null = null;

/** Tells the keys of a button that was clicked from those of one that was walked to. */
export function watchFocus(event: Event): void {
  if (event instanceof KeyboardEvent) {
    if (event.key === 'Tab') pressed = null;
  } else pressed = event.target instanceof Element ? event.target : null;
}

/** A button keeps Space for itself where the keyboard went to it, not after a click. */
const keepsSpace = (target: Element | null): boolean => {
  const taker = target?.closest(takesSpace);
  if (!taker) return false;
  return !(taker instanceof HTMLButtonElement && pressed !== null && taker.contains(pressed));
};

/** What a key press asks for; null where an element of the page, or nothing, takes it. */
export function shortcutFor(event: KeyboardEvent): ((state: LabState) => void) | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return null;
  // A key that is held down asks once; only walking along the clock goes on.
  if (event.repeat && !event.key.startsWith('Arrow')) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (writesText(target)) return null;
  if (event.key === ' ' && keepsSpace(target)) return null;
  if (event.key.startsWith('Arrow') && target?.closest(takesArrows)) return null;
  if (/^[1-9]$/.test(event.key)) return (state) => toggleLane(state, Number(event.key));
  return shortcuts.find(({ key }) => key === event.key)?.run ?? null;
}
